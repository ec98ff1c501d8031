import { parentPort } from 'node:worker_threads'
import { runTrial } from '../../zoo/trial.ts'
import type { Trial } from '../../zoo/trial.ts'

/** Runs the trials that it is sent, one at a time. */
parentPort!.on('message', async (trial: Trial) => {
  parentPort!.postMessage(await runTrial(trial))
})
