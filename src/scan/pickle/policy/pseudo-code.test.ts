import { expect, test } from 'vitest'
import { eventAsPseudoCode, pseudoCode } from './pseudo-code.ts'
import {
  bytes,
  calls,
  container,
  dict,
  fills,
  imports,
  instance,
  makes,
  named,
  none,
  number,
  result,
  sets,
  text,
  tuple,
} from './fixtures/judged.ts'

test.each([
  [calls('os:system', text('echo canary')), "os.system('echo canary')"],
  [calls(result('builtins:getattr', tuple(named('a:b'), text('y'))), number(1)), "builtins.getattr(a.b, 'y')(1)"],
  [makes('a:B', none), 'a.B.__new__(None)'],
  [sets(instance('a:B'), dict({ x: number(1) })), "a.B.__new__().__setstate__({'x': 1})"],
  [fills(named('sys:modules')), "sys.modules.__setitem__('key', None)"],
  [imports('a.b:C'), 'from a.b import C'],
  [{ kind: 'persistent', id: text('x'), offset: 0 } as const, "persistent_load('x')"],
])('%o', (event, code) => {
  expect(eventAsPseudoCode(event)).toBe(code)
})

test('values', () => {
  expect(pseudoCode(tuple(none))).toBe('(None,)')
  expect(pseudoCode(container('list', none, number(2.5)))).toBe('[None, 2.5]')
  expect(pseudoCode(container('set', text("it's\n")))).toBe("set(['it\\'s\\n'])")
  expect(pseudoCode(bytes)).toBe('<9 bytes at 4>')
})

test('the length is bounded', () => {
  expect(pseudoCode(text('x'.repeat(4000)))).toHaveLength(63)
  const wide = (depth: number): ReturnType<typeof tuple> =>
    depth === 0 ? text('x'.repeat(99)) : tuple(...Array.from({ length: 60 }, () => wide(depth - 1)))
  expect(pseudoCode(wide(3)).length).toBeLessThanOrEqual(301)
})
