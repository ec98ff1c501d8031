import { expect, test } from 'vitest'
import type { Artifacts } from '../core/artifacts.ts'
import type { Check, CheckContext } from '../core/check.ts'
import { familyOf } from '../core/check.ts'
import type { Measurement, Verdict } from '../core/measurement.ts'
import type { Task } from '../core/predictions.ts'
import { streamKey } from '../core/random.ts'
import type { Schema } from '../core/schema.ts'
import { answerTogether, runAlpha } from '../stats/verdict.ts'
import { schemaOf } from './frames.ts'

export type Given = Partial<Artifacts> & Partial<Pick<CheckContext<never>, 'task' | 'schema' | 'budget'>>

export interface Scenario {
  /** Reads as the end of a sentence: "fails when <when>". */
  readonly when: string
  readonly given: Given
  readonly params?: Readonly<Record<string, unknown>>
  /** Expected verdict of subjects; every subject must be named, unless `others` says what the rest is. */
  readonly expect: Readonly<Record<string, Verdict>>
  readonly others?: Verdict
}

/** Declares one unit test per scenario. A check must be shown both passing and failing, or it has not been shown to work. */
export function testCheck(check: Check, scenarios: readonly Scenario[]): void {
  const shown = scenarios.flatMap(({ expect: expected, others }) => [...Object.values(expected), others ?? []].flat())
  test(`${check.id} is shown passing and failing`, () => {
    expect([...new Set(shown)]).toEqual(expect.arrayContaining(['pass', 'fail']))
  })

  test.each(scenarios)(`${check.id}: when $when`, async ({ given, params, expect: expected, others }) => {
    const seen = await verdicts(check, given, params)
    if (others === undefined) expect(seen).toEqual(expected)
    else {
      const rest = Object.keys(seen).filter((subject) => !(subject in expected))
      expect(seen).toEqual({ ...expected, ...Object.fromEntries(rest.map((subject) => [subject, others])) })
    }
    expect(await verdicts(check, given, params), 'the same seed gives the same verdicts').toEqual(seen)
  })
}

/** Runs a check against in-memory artifacts and judges what it measured, as one family that ran alone. */
export async function verdicts(
  check: Check,
  given: Given,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Record<string, Verdict>> {
  const resolved = check.params.parse(params)
  const measurements = await measure(check, given, params)
  const answers = answerTogether(
    measurements.map((measurement) => ({ measurement, requirement: check.judge(measurement, resolved) })),
    { sensitivity: 'default', alpha: runAlpha },
  )
  return Object.fromEntries(measurements.map(({ subject }, i) => [subject, answers[i]!.verdict]))
}

/** Runs a check against in-memory artifacts. The seed is fixed, so the same call measures the same. */
export async function measure(
  check: Check,
  given: Given,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Measurement[]> {
  const out: Measurement[] = []
  for await (const measurement of check.run(contextFor(check, given), check.params.parse(params))) out.push(measurement)
  for (const measurement of out) expect(check.explain(measurement), 'explains by naming the subject').not.toBe('')
  return out
}

/** What a check declared of what is given, and nothing else, as the engine would hand it over. */
function contextFor(check: Check, given: Given): unknown {
  const { task, schema, budget } = given
  const declared = Object.fromEntries(
    [...check.needs, ...(check.uses ?? [])].flatMap((need) => (given[need] === undefined ? [] : [[need, given[need]]])),
  )
  const missing = check.needs.filter((need) => given[need] === undefined)
  if (missing.length > 0) throw new Error(`${check.id} needs ${missing.join(', ')}`)
  return {
    ...declared,
    task: task ?? (check.task[0] as Task),
    schema: schema ?? inferredSchema(given),
    budget: budget ?? { rows: 1_000_000, transformRows: 10_000, attackRows: 1_000, askedRows: 5_000_000 },
    key: streamKey(1, familyOf(check.id), check.id),
    signal: new AbortController().signal,
  }
}

function inferredSchema({ reference, evaluation }: Given): Schema {
  const frame = reference ?? evaluation
  return frame === undefined ? { columns: [] } : schemaOf(frame)
}
