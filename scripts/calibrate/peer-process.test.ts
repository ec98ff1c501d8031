import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startPeer } from './peer-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-peer-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Node in the place of Python: it answers a draw with its run as a fail, and gives up at run 3. */
const script = join(folder, 'suite.mjs')
writeFileSync(
  script,
  `import { createInterface } from 'node:readline'
  console.log(JSON.stringify({ version: '1.2.3' }))
  for await (const line of createInterface({ input: process.stdin })) {
    const { run } = JSON.parse(line)
    if (run === 3) { console.error('out of memory'); process.exit(9) }
    console.log(JSON.stringify({ seconds: 0, judged: run, fails: ['run ' + run], warns: [], notRun: {} }))
  }`,
)

test('one process answers one draw after the other', async () => {
  const peer = await startPeer(process.execPath, script)
  expect(peer.version).toBe('1.2.3')
  expect((await peer.ask({ run: 1 })).fails).toEqual(['run 1'])
  expect((await peer.ask({ run: 2 })).judged).toBe(2)
  peer.close()
})

test('a process that ends says why', async () => {
  const peer = await startPeer(process.execPath, script)
  await expect(peer.ask({ run: 3 })).rejects.toThrow(/ended with 9[^]*out of memory/)
})
