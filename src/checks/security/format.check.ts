import { defineCheck } from '../../core/check.ts'
import { AirworthyError } from '../../core/errors.ts'
import { atLeast } from '../../core/scan-level.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/format',
  title: 'Files are what they claim',
  protectsAgainst:
    'A file with lying sizes makes a loader read or write out of bounds, and a part that nobody can read may hold anything.',
  remediation: [
    'Get the file again, and compare its hash.',
    'If it is the same, do not load it.',
    'Save the model again from its source.',
  ],
  references: [
    {
      title: 'CWE-130: Improper Handling of Length Parameter Inconsistency',
      url: 'https://cwe.mitre.org/data/definitions/130.html',
    },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,

  async *run({ files }) {
    // What nobody could read has not passed; what is surely wrong fails all the same.
    const gap = files.gaps[0]
    const isGrave = files.findings.some(({ rule, level }) => rule.startsWith('format/') && atLeast(level, 'high'))
    if (gap !== undefined && !isGrave) {
      const place = [gap.path, ...gap.member].join(' › ')
      throw new AirworthyError('MODEL_NOT_ANALYSED', { place, problem: gap.detail, gaps: files.gaps.length })
    }
    yield* observeTopic({ files }, 'format')
  },
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
