import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discover } from './discover.ts'
import { siblingsOf } from './siblings.ts'

const top = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-discover-')))
const folder = join(top, 'models')
const put = (path: string, text = 'x') => {
  mkdirSync(join(top, path, '..'), { recursive: true })
  writeFileSync(join(top, path), text)
}

beforeAll(() => {
  put('secret.txt')
  put('models/b.bin', 'four')
  put('models/a/weights.bin')
  put('models/.git/config')
  symlinkSync('../secret.txt', join(folder, 'out.txt'))
  symlinkSync('b.bin', join(folder, 'in.bin'))
  symlinkSync('nowhere', join(folder, 'broken'))
  symlinkSync('..', join(folder, 'a/loop'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
})
afterAll(() => rmSync(top, { recursive: true }))

const pathsOf = (...paths: string[]) => discover(paths, top).files.map(({ path }) => path)

test('a folder gives its files in order; links inside are followed, those that leave it are not', () => {
  const found = discover(['models'], top)
  expect(found.files.map(({ path, size }) => [path, size])).toEqual([
    ['models/a/weights.bin', 1],
    ['models/b.bin', 4],
    ['models/in.bin', 4],
  ])
  expect(found.skipped).toEqual(['models/.git/'])
  expect(found.unreadable).toEqual([
    { path: 'models/broken', detail: 'the link leads nowhere (ENOENT)', escapes: false },
    {
      path: 'models/out.txt',
      detail: 'the link leads outside the folder, to ../secret.txt, and was not followed',
      escapes: true,
    },
    { path: 'models/pipe', detail: 'it is not an ordinary file', escapes: false },
  ])
})

test('files, globs, repetitions and what is not there', () => {
  expect(pathsOf('models/b.bin', 'models/*.bin')).toEqual(['models/b.bin', 'models/in.bin'])
  expect(discover(['nothing', 'models/*.onnx'], top).missing).toEqual(['nothing', 'models/*.onnx'])
})

test('links of a hub snapshot lead to the blobs of the same model', () => {
  put('hub/models--x/blobs/abc', 'weights')
  mkdirSync(join(top, 'hub/models--x/snapshots/1'), { recursive: true })
  symlinkSync('../../blobs/abc', join(top, 'hub/models--x/snapshots/1/model.bin'))
  expect(pathsOf('hub/models--x/snapshots/1')).toEqual(['hub/models--x/snapshots/1/model.bin'])
})

test('siblings are found inside the folder and nowhere else', () => {
  const { sibling, close } = siblingsOf(join(folder, 'b.bin'), folder)
  expect(sibling('a/weights.bin')).toMatchObject({ kind: 'file', size: 1, isLink: false })
  expect(sibling('in.bin')).toMatchObject({ kind: 'file', isLink: true })
  expect(sibling('a')).toEqual({ kind: 'directory' })
  expect(sibling('none')).toEqual({ kind: 'missing' })
  for (const outside of ['../secret.txt', 'out.txt', '/etc/passwd', 'a/../../secret.txt', 'C:\\x', 'a\0b']) {
    expect(sibling(outside), outside).toEqual({ kind: 'outside' })
  }
  const found = sibling('b.bin')
  expect(found.kind === 'file' && [...found.open().bytes(0, 9)]).toEqual([...Buffer.from('four')])
  close()
})
