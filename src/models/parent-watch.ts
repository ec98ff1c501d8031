import { Worker } from 'node:worker_threads'

/**
 * Ends this process when its parent is gone, even while the model blocks the event loop: a closed channel is only
 * noticed between calls, a model that hangs would stay for ever. The parent tells its id, for it may be gone by now.
 */
export function watchParent(parent: number): void {
  const source = `
    const parent = ${parent}
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 500)
  `
  new Worker(source, { eval: true, stdout: false, stderr: false }).unref()
}
