import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const tokens = new Map(
  [
    ...readFileSync(new URL('tokens.css', import.meta.url), 'utf8').matchAll(
      /--([\w-]+): light-dark\((#\w+), (#\w+)\)/g,
    ),
  ].map((match) => [match[1]!, { light: match[2]!, dark: match[3]! }]),
)
const statuses = ['fail', 'errored', 'warn', 'inconclusive', 'skipped', 'pass']
const texts = ['ink', 'muted', 'accent', ...statuses]

test.each(['light', 'dark'] as const)('text reaches 4.5:1 on every surface in the %s scheme', (scheme) => {
  const poor = texts.flatMap((text) =>
    ['page', 'surface', 'sunken']
      .filter((surface) => contrast(color(text, scheme), color(surface, scheme)) < 4.5)
      .map((surface) => `${text} on ${surface}`),
  )
  const onTint = statuses.filter((status) => contrast(color(status, scheme), color(`${status}-tint`, scheme)) < 4.5)
  expect([...poor, ...onTint]).toEqual([])
})

test.each(['light', 'dark'] as const)(
  'numbers in the strongest cell of a heat map can be read in the %s scheme',
  (scheme) => {
    for (const tint of ['accent-fill', 'negative']) {
      const cell = color(tint, scheme).map((part, index) => part * 0.55 + color('sunken', scheme)[index]! * 0.45)
      expect(contrast(color('ink', scheme), cell), tint).toBeGreaterThanOrEqual(4.5)
    }
  },
)

function color(name: string, scheme: 'light' | 'dark'): readonly number[] {
  const hex = tokens.get(name)![scheme]
  return [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16))
}

/** WCAG 2.2, contrast ratio of relative luminances. */
function contrast(a: readonly number[], b: readonly number[]): number {
  const [bright, dim] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (bright! + 0.05) / (dim! + 0.05)
}

function luminance(rgb: readonly number[]): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
