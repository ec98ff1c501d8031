import { expect, test } from 'vitest'
import { binomialQuantile } from './binomial.ts'
import { runTrial } from './trial.ts'

test('the quantile is that of the published goal', () => {
  // scipy.stats.binom.ppf(.99, n, p)
  expect(binomialQuantile(0.99, 1000, 0.05)).toBe(67)
  expect(binomialQuantile(0.99, 2000, 0.05)).toBe(123)
  expect(binomialQuantile(0.99, 1000, 0.01)).toBe(18)
})

// The long version is npm run calibrate; docs/reference/false-alarms.md is what it found.
test.each([
  { size: 300, runs: 60 },
  { size: 3000, runs: 19 },
])(
  '$runs runs on identical distributions of $size rows hardly ever fail',
  { timeout: 240_000 },
  async ({ size, runs }) => {
    const alarms: string[] = []
    for (let run = 0; run < runs; run++) {
      const { fails, checks } = await runTrial({ kind: 'clean', size, run })
      if (fails.length > 0) alarms.push(`run ${run}: ${fails.join(', ')}`)
      expect(Object.values(checks)).not.toContain('errored')
    }
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(binomialQuantile(0.99, runs, 0.05))
  },
)
