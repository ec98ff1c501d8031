import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'

const helloSchema = z.object({ version: z.string() })
const answerSchema = z.object({
  seconds: z.number(),
  /** Conditions or tests that came to a verdict. */
  judged: z.number(),
  fails: z.array(z.string()),
  warns: z.array(z.string()),
  /** Why, by name. */
  notRun: z.record(z.string(), z.string()),
})

/** What a suite made of one draw. What looks at several columns or at both tables is named once. */
export type PeerAnswer = z.infer<typeof answerSchema>

/** A Python process that runs a suite on one draw after the other, so that its imports are paid for once. */
export interface PeerProcess {
  readonly version: string
  /** Rejects when the process ends before it answers. */
  ask(draw: object): Promise<PeerAnswer>
  close(): void
}

/** Several suites run side by side, and on small tables their pools cost more than they bring. */
const oneThread = { LOKY_MAX_CPU_COUNT: '1', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }

export async function startPeer(python: string, script: string): Promise<PeerProcess> {
  const child = spawn(python, [script], { env: { ...process.env, ...oneThread } })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)))
  const ended = once(child, 'exit').then(async ([code]): Promise<never> => {
    // Its last words; a worker of its own that outlives it would keep them open for ever.
    await Promise.race([once(child, 'close'), setTimeout(500)])
    throw new Error(`${script} ended with ${code}\n${complaint}`)
  })
  ended.catch(() => {}) // it ends in the end; only who waits for an answer minds
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async () => {
    const { value, done } = await Promise.race([lines.next(), ended])
    return done === true ? ended : (JSON.parse(value) as unknown)
  }
  const { version } = helloSchema.parse(await nextLine())
  return {
    version,
    async ask(draw) {
      child.stdin.write(`${JSON.stringify(draw)}\n`)
      return answerSchema.parse(await nextLine())
    },
    close() {
      child.kill()
      // Such a worker would keep this process alive too.
      child.stdout.destroy()
      child.stderr.destroy()
    },
  }
}
