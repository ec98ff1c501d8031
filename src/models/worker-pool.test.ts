import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { rowOutcome } from '../core/predictions.ts'
import { startModel } from './open.ts'
import { closeAll, fixtureFrame, frameOf, numbers, onnx, open, regression } from './fixtures/fixture.ts'

afterEach(closeAll)

const { answered, died } = rowOutcome
const forEver = 1e12
const names = ['age', 'hours', 'weight']

function turns(values: readonly number[]) {
  return frameOf({ turns: numbers(values) })
}

test('what goes by before a process is handed its model is not held against the model', async () => {
  const limits = { seconds: 60, memoryMb: 4096 }
  const pool = await startModel(onnx('regression'), { workers: 1, limits })
  const now = performance.now.bind(performance)
  const [hour, frame] = [3_600_000, fixtureFrame(names)]
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + hour)
  try {
    const model = await open(onnx('regression'), frame, { ...regression, limits }, pool)
    await model.attempt(frame)
    expect(model.coldStartMs).toBeGreaterThan(0)
    expect(model.coldStartMs).toBeLessThan(hour)
  } finally {
    clock.mockRestore()
  }
})

test('a process killed from outside in the middle of a call leaves no trace in the answers', async () => {
  const frame = turns([3e5, 1, 2])
  const model = await open(onnx('slow'), frame)
  const attempt = model.attempt(frame)
  await until(() => model.counters.calls === 1)
  await sleep(30)
  process.kill(model.pids[0]!, 'SIGKILL')
  const { outcomes, predictions, messages } = await attempt
  expect([...outcomes]).toEqual([answered, answered, answered])
  expect(predictions.scores![0]).toBe(1)
  expect(messages).toEqual([])
  expect(model.counters).toMatchObject({ respawns: 1, calls: 2 })
})

test('a row that the model never comes back from is ended, and the others are answered', async () => {
  const frame = turns([1, 2, forEver, 3])
  const model = await open(onnx('slow'), frame, { limits: { seconds: 0.6, memoryMb: 4096 } })
  const { outcomes, predictions, messages } = await model.attempt(frame)
  expect([...outcomes]).toEqual([answered, answered, died, answered])
  expect(predictions.scores![2]).toBeNaN()
  expect(messages).toEqual(['the model did not answer within 0.6 s'])
})

test('a frame that hangs in every row costs a few limits, not one for each row', async () => {
  const frame = turns(Array(200).fill(forEver))
  const model = await open(onnx('slow'), frame, { limits: { seconds: 0.2, memoryMb: 4096 } })
  const { outcomes } = await model.attempt(frame)
  expect(outcomes.every((outcome) => outcome === died)).toBe(true)
  expect(model.counters.calls).toBeLessThanOrEqual(4)
  expect(model.counters.unresolvedRows).toBe(200)
})

test('a call that takes too much memory is ended', async () => {
  const frame = frameOf({ millions: numbers([0, 0, 200, 0]) })
  const model = await open(onnx('hungry'), frame, { limits: { seconds: 60, memoryMb: 500 } })
  const { outcomes, messages } = await model.attempt(frame)
  expect([...outcomes]).toEqual([answered, answered, died, answered])
  expect(messages).toEqual(['the model used over 500 MB'])
})

test('calls behind one that dies are asked again', async () => {
  const frame = turns([forEver])
  const model = await open(onnx('slow'), frame, { limits: { seconds: 0.6, memoryMb: 4096 } })
  const [hangs, ...others] = await Promise.all(
    [frame, turns([2]), turns([3]), turns([4])].map((rows) => model.attempt(rows)),
  )
  expect([...hangs!.outcomes]).toEqual([died])
  // It may have been the machine: what died is asked again, what was answered is not.
  const { calls } = model.counters
  await Promise.all([model.attempt(frame), model.attempt(turns([2]))])
  expect(model.counters.calls).toBe(calls + 1)
  expect(others.map(({ outcomes }) => outcomes[0])).toEqual([answered, answered, answered])
})

test('cancelling ends what waits, at once', async () => {
  const controller = new AbortController()
  const frame = turns([forEver])
  const model = await open(onnx('slow'), frame, { signal: controller.signal })
  const attempt = model.attempt(frame)
  await until(() => model.counters.calls === 1)
  controller.abort()
  await expect(attempt).rejects.toMatchObject({ code: 'CANCELLED' })
  await expect(model.attempt(turns([1]))).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('opening can be cancelled', async () => {
  const signal = AbortSignal.abort()
  await expect(open(onnx('slow'), turns([1]), { signal })).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('a small question starts one process, a large one as many as there may be', async () => {
  const frame = fixtureFrame(['age', 'hours', 'weight'], 40_000)
  const model = await open(onnx('matrix-zipmap'), frame, { workers: 3 })
  await model.attempt(fixtureFrame(['age', 'hours', 'weight'], 10))
  expect(model.pids).toHaveLength(1)
  await model.attempt(frame)
  expect(model.pids.length).toBeGreaterThan(1)
})

test('closing ends all processes, one that hangs too', async () => {
  const frame = turns([forEver])
  const model = await open(onnx('slow'), frame, { workers: 2 })
  const attempts = [model.attempt(frame), model.attempt(turns([forEver + 1e6])), model.attempt(turns([forEver + 2e6]))]
  const settled = Promise.allSettled(attempts)
  await until(() => model.pids.length === 2)
  const { pids } = model
  await model.close()
  expect(pids.filter(isAlive)).toEqual([])
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
})

test.each(['call', 'import'])(
  'a parent that is killed leaves no process behind, not even one that hangs in its %s',
  async (where) => {
    const script = fileURLToPath(new URL('./fixtures/hanging-parent.ts', import.meta.url))
    const parent = spawn(process.execPath, [script, where], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (where === 'import') await once(parent.stderr, 'data')
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const pids = JSON.parse(line.toString()) as number[]
    expect(pids.filter(isAlive)).toHaveLength(1)
    parent.kill('SIGKILL')
    try {
      await until(() => !pids.some(isAlive))
    } finally {
      for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL')
    }
  },
)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries === 2000) throw new Error('waited in vain')
    await sleep(10)
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
