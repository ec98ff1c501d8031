import { z } from 'zod'
import { defineCheck } from './check.ts'

const rest = {
  title: 'T',
  protectsAgainst: 'P',
  remediation: ['R'],
  references: [],
  modality: ['tabular'],
  task: ['binary'],
  judge: () => ({ rule: 'inform' }) as const,
  explain: () => '',
} as const

defineCheck({
  ...rest,
  id: 'a/reads-what-it-needs',
  needs: ['evaluation'],
  uses: ['labels'],
  params: z.object({ rows: z.int().default(1) }),
  async *run({ evaluation, labels }, { rows }) {
    rows satisfies number
    evaluation.rowCount satisfies number
    // @ts-expect-error what is only used may be absent
    void labels.kind
    yield* []
  },
})

defineCheck({
  ...rest,
  id: 'a/reads-more-than-it-needs',
  needs: ['evaluation'],
  params: z.object({}),
  // @ts-expect-error the model is not in needs
  async *run({ model }) {
    void model
    yield* []
  },
})

defineCheck({
  ...rest,
  // @ts-expect-error an id has a family
  id: 'no-family',
  needs: [],
  params: z.object({}),
  async *run() {},
})
