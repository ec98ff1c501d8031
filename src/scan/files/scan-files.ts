import { Worker } from 'node:worker_threads'
import type { ScanLimits } from '../limits.ts'
import type { AllowEntries } from '../pickle/policy/allow-list.ts'
import type { FoundFile } from './discover.ts'
import { type FileScan, scanFile, unreadableFile } from './scan-file.ts'

export interface FilesScanOptions {
  readonly allow: AllowEntries
  readonly limits: ScanLimits
  readonly hash: boolean
  /** Threads; the result is the same for any number. */
  readonly jobs: number
  /** Milliseconds that one file may take, when threads are used. What takes longer is a gap. */
  readonly timeout: number
  readonly signal?: AbortSignal
  /** Called as each file ends. */
  readonly onFile?: (scan: FileScan, done: number) => void
}

/** What a worker is started with. */
export type WorkerSettings = Pick<FilesScanOptions, 'allow' | 'limits' | 'hash'>

/** Few small files are done before a thread has started. */
const smallBytes = 4 * 2 ** 20

/** Scans files, over several threads where there are many, and gives their scans in the order of the files. */
export async function scanFiles(files: readonly FoundFile[], options: FilesScanOptions): Promise<FileScan[]> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  // A signal is only seen while this thread is idle.
  const isHere = options.signal === undefined && (files.length <= 1 || options.jobs <= 1 || bytes <= smallBytes)
  return isHere ? scanHere(files, options) : scanInThreads(files, options)
}

async function scanHere(files: readonly FoundFile[], options: FilesScanOptions): Promise<FileScan[]> {
  const { extendedAllowList } = await import('../pickle/policy/allow-list.ts')
  const allow = extendedAllowList(options.allow)
  const scans: FileScan[] = []
  for (const file of files) {
    const scan = await scanFile(file, { allow, limits: options.limits, hash: options.hash })
    scans.push(scan)
    options.onFile?.(scan, scans.length)
  }
  return scans
}

async function scanInThreads(files: readonly FoundFile[], options: FilesScanOptions): Promise<FileScan[]> {
  const scans = new Map<number, FileScan>()
  // The largest first, so that none is begun when all others are done.
  const queue = files.map((file, index) => ({ file, index })).toSorted((a, b) => b.file.size - a.file.size)
  const take = (index: number, scan: FileScan) => {
    scans.set(index, scan)
    options.onFile?.(scan, scans.size)
  }
  const runThread = async () => {
    let thread = new ScanThread(options)
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        options.signal?.throwIfAborted()
        const scan = await thread.scan(next.file, options.timeout, options.signal)
        if (typeof scan === 'string') {
          await thread.close()
          thread = new ScanThread(options)
          take(next.index, unreadableFile(next.file.path, scan, next.file.size, 'limit'))
        } else take(next.index, scan)
      }
    } finally {
      await thread.close()
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.jobs, files.length) }, runThread))
  return files.map((_, index) => scans.get(index)!)
}

/** One thread that scans one file at a time, and can be ended whatever it is doing. */
class ScanThread {
  readonly #worker: Worker

  constructor({ allow, limits, hash }: WorkerSettings) {
    const entry = new URL(`./scan-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
    this.#worker = new Worker(entry, { workerData: { allow, limits, hash } satisfies WorkerSettings })
  }

  /** The scan, or why there is none: the thread must then be closed. */
  scan(file: FoundFile, timeout: number, signal: AbortSignal | undefined): Promise<FileScan | string> {
    return new Promise((resolve, reject) => {
      const end = (result: FileScan | string) => {
        clear()
        resolve(result)
      }
      const fail = (error: unknown) => end(`its scan ended: ${error instanceof Error ? error.message : 'unknown'}`)
      const abort = () => {
        clear()
        reject(signal!.reason as Error)
      }
      const clear = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        this.#worker.off('message', end).off('error', fail)
      }
      const timer = setTimeout(() => end(`it took more than ${timeout / 1000} s`), timeout)
      signal?.addEventListener('abort', abort, { once: true })
      this.#worker.on('message', end).on('error', fail)
      this.#worker.postMessage(file)
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
