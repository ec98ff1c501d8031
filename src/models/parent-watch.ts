import { Worker } from 'node:worker_threads'

/**
 * Ends this process when its parent is gone, even while the model blocks the event loop: a closed channel is only
 * noticed between calls, a model that hangs would stay for ever.
 */
export function watchParent(): void {
  const source = `
    const parent = ${process.ppid}
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 500)
  `
  new Worker(source, { eval: true, stdout: false, stderr: false }).unref()
}
