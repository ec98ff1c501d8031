import { expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { builtInAllowList } from './policy/allow-list.ts'

const loader = 'ctorch.storage\n_load_from_bytes\n'
const plain = '\x80\x02X\x01\x00\x00\x00x.'
const literal = `B${String.fromCharCode(plain.length)}\x00\x00\x00${plain}`
const namespace = 'cargparse\nNamespace\n)\x81'
const key = 'X\x0c\x00\x00\x00__setstate__'

async function rules(pickle: string): Promise<string[]> {
  return rulesOf(await scanBytes(Buffer.from(pickle, 'latin1'), { name: 'x.pkl', allow: builtInAllowList() }))
}

test.each([
  ['as its writer does', `\x80\x03${loader}${literal}\x85R.`],
  ['twice, from the memo', `\x80\x03${loader}q\x00${literal}\x85Rh\x00${literal}\x85R\x86.`],
  ['twice, duplicated', `\x80\x03${loader}2${literal}\x85R0${literal}\x85R.`],
])('a loader of bytes that is called, %s', async (_, pickle) => {
  expect(await rules(pickle)).toEqual([])
})

test.each([
  ['for __setstate__', `\x80\x03${namespace}}${key}${loader}sbN.`],
  ['from the memo', `\x80\x03${loader}q\x00${literal}\x85R0${namespace}}${key}h\x00sbN.`],
  ['duplicated', `\x80\x03${loader}2${literal}\x85R\x86.`],
  ['for an inner call', `\x80\x03ctorch._tensor\n_rebuild_from_type_v2\n(${loader}ctorch\nTensor\n${literal}\x85NtR.`],
])('a loader of bytes that is kept, %s', async (_, pickle) => {
  expect(await rules(pickle)).toContain('pickle-code/changed-object')
})

test('a number of many digits takes long', async () => {
  expect(await rules(`L${'9'.repeat(4000)}L\n.`)).toEqual([])
  expect(await rules(`L${'9'.repeat(5000)}L\n.`)).toEqual(['pickle-code/memo-abuse'])
})

test('numbers of an array may look like a persistent id, not like a call', async () => {
  const wrapper = [
    'cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}(',
    'X\x08\x00\x00\x00subclasscnumpy\nndarray\nX\x05\x00\x00\x00shapeK\x30\x85X\x05\x00\x00\x00orderX\x01\x00\x00\x00C',
    'X\x05\x00\x00\x00dtypecnumpy\ndtype\n(X\x02\x00\x00\x00u1\x89\x88tR(K\x03X\x01\x00\x00\x00|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb',
    'X\x0a\x00\x00\x00allow_mmap\x88ub',
  ].join('')
  expect(await rules(`\x80\x03${wrapper}${'Pxyz\n'.padEnd(48, '\x01')}.`)).toEqual([])
  const call = "cos\nsystem\n(S'echo canary'\ntR."
  expect(await rules(`\x80\x03${wrapper}${call.padEnd(48, '\x01')}.`)).toEqual(['pickle-code/dormant'])
})
