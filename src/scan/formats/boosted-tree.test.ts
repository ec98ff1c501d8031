import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BoostedTree, faultOf, largestFeature } from './boosted-tree.ts'

const tree: BoostedTree = { left: [1, -1, -1], right: [2, -1, -1], features: [4, 0, 0] }

describe('a boosted tree', () => {
  test('that can be walked has no fault', () => {
    expect(faultOf(tree)).toBeUndefined()
    expect(faultOf(tree, 5)).toBeUndefined()
    expect(faultOf({ left: [], right: [], features: [] })).toBeUndefined()
    expect(largestFeature(tree)).toBe(4)
  })

  test.each([
    ['a child past the end', { ...tree, right: [3, -1, -1] }, 'node 0 has the child 3'],
    ['a child that is no whole number', { ...tree, left: [0.5, -1, -1] }, 'node 0 has the child 0.5'],
    ['no right child', { ...tree, right: [-1, -1, -1] }, 'node 0 has the child -1'],
    ['a way back to the root', { ...tree, right: [0, -1, -1] }, 'node 0 has the child 0'],
    ['one child twice', { ...tree, right: [1, -1, -1] }, 'node 1 has two parents'],
    ['a negative feature', { ...tree, features: [-1, 0, 0] }, 'node 0 splits by feature -1'],
    ['too short an array', { ...tree, features: [0] }, 'its arrays have different lengths'],
  ])('with %s has one', (_what, broken, fault) => expect(faultOf(broken)).toBe(fault))

  test('without a fault is walked in as many steps as it has nodes, at most', () => {
    const child = fc.integer({ min: -1, max: 8 })
    const arrays = fc.integer({ min: 1, max: 8 }).chain((length) => {
      const list = fc.array(child, { minLength: length, maxLength: length })
      return fc.record({ left: list, right: list, features: fc.constant(Array.from({ length }, () => 0)) })
    })
    fc.assert(
      fc.property(arrays, (any) => {
        fc.pre(faultOf(any) === undefined)
        let steps = 0
        for (const open = [0]; open.length > 0;) {
          const node = open.pop()!
          expect(node).toBeLessThan(any.left.length)
          expect((steps += 1)).toBeLessThanOrEqual(any.left.length)
          if (any.left[node] !== -1) open.push(any.left[node]!, any.right[node]!)
        }
      }),
      { numRuns: 300, maxSkipsPerRun: 10_000 },
    )
  })
})
