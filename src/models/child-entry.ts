import { messageOf } from '../core/errors.ts'
import { openSession, RuntimeMissing, type Predictor } from './onnx-session.ts'
import { openModule } from './module-predictor.ts'
import { watchParent } from './parent-watch.ts'
import type { CallMessage, ChildMessage, PartData, StartMessage } from './protocol.ts'

// The process that holds a model. It is told what to remember and what to forget, and answers calls in order.
const remembered = new Map<string, PartData>()
let predictor: Predictor | undefined
let last: Promise<void> = Promise.resolve()

const [parent, preload] = process.argv.slice(2)

// Loading the runtime takes as long as reading the model does in the parent. If it is not there, the start will say so.
const upMs = (preload === undefined ? Promise.resolve() : import(preload).catch(() => {})).then(() => performance.now())

// Ctrl-C and the end of a container go to the whole group of processes, and it is the parent that decides how to stop.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => {})
process.on('disconnect', () => process.exit(0))
process.on('message', (message: StartMessage | CallMessage) => {
  last = last.then(() => (message.kind === 'call' ? answer(message) : start(message)))
})

async function start(message: StartMessage): Promise<void> {
  // Before the model gets a say: a module may never come back from its import.
  watchParent(Number(parent))
  const untilUpMs = await upMs
  const began = performance.now()
  try {
    predictor = message.kind === 'onnx' ? await openSession(message) : await openModule(message)
    say({ kind: 'ready', startupMs: untilUpMs + performance.now() - began })
  } catch (error) {
    say({
      kind: 'unstartable',
      reason: error instanceof RuntimeMissing ? 'runtime' : 'model',
      message: messageOf(error),
    })
  }
}

async function answer(call: CallMessage): Promise<void> {
  for (const key of call.forget) remembered.delete(key)
  const parts = call.parts.map(({ key, data }) => {
    if (key === undefined) return data!
    if (data !== undefined) remembered.set(key, data)
    return remembered.get(key)!
  })
  try {
    const { answer, ms } = await predictor!(parts, call.from, call.to)
    say({ kind: 'answer', id: call.id, answer, ms, rssMb: rssMb() })
  } catch (error) {
    const raised = { kind: 'raised', message: messageOf(error) } as const
    say({ kind: 'answer', id: call.id, answer: raised, ms: 0, rssMb: rssMb() })
  }
}

function say(message: ChildMessage): void {
  // Without a channel the parent is gone, and this process is about to go too.
  if (process.connected) process.send!(message)
}

function rssMb(): number {
  return process.memoryUsage.rss() / 1048576
}
