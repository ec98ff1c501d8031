import { parentPort, workerData } from 'node:worker_threads'
import { extendedAllowList } from '../pickle/policy/allow-list.ts'
import type { FoundFile } from './discover.ts'
import { scanFile } from './scan-file.ts'
import type { WorkerSettings } from './scan-files.ts'

const { allow, limits, hash } = workerData as WorkerSettings
const allowList = extendedAllowList(allow)

parentPort!.on('message', async (file: FoundFile) => {
  parentPort!.postMessage(await scanFile(file, { allow: allowList, limits, hash }))
})
