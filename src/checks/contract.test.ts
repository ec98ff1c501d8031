import { existsSync } from 'node:fs'
import { z } from 'zod'
import { expect, test } from 'vitest'
import { families } from '../core/family.ts'
import { checks } from './registry.generated.ts'

/** Rules every check obeys. A new check is covered the moment its file exists. */
test.each(Object.values(checks).map((check) => [check.id, check] as const))('%s keeps the contract', (id, check) => {
  expect(existsSync(new URL(`./${id}.check.ts`, import.meta.url)), 'id equals file path').toBe(true)
  expect(existsSync(new URL(`./${id}.test.ts`, import.meta.url)), 'a unit test sits beside it').toBe(true)
  expect(Object.keys(families), 'its family is known').toContain(id.split('/')[0])
  expect(check.title, 'titles state the good outcome, without a full stop').toMatch(/^[A-Z].*[^.]$/)
  expect(check.protectsAgainst, 'says what can go wrong, in a sentence').toMatch(/^[A-Z].{30,}\.$/s)
  expect(check.remediation.length, 'says what to do').toBeGreaterThan(0)
  for (const step of check.remediation) expect(step, 'steps are sentences').toMatch(/^[A-Z].*\.$/s)
  expect(check.references.length, 'says who says so').toBeGreaterThan(0)
  expect(() => check.params.parse({}), 'every parameter has a default').not.toThrow()
  const { properties = {} } = z.toJSONSchema(check.params, { io: 'input' })
  for (const [name, property] of Object.entries(properties)) {
    expect((property as { description?: string }).description, `parameter ${name} is described`).toBeTruthy()
  }
})
