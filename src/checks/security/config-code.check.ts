import { defineCheck } from '../../core/check.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/config-code',
  title: 'Configuration runs no code',
  protectsAgainst: 'A configuration names classes or functions that are imported and called while the model is loaded.',
  remediation: [
    'Do not load the model.',
    'Read what the configuration names; load it only if you would run a script from the same source.',
  ],
  references: [
    {
      title: 'CWE-470: Use of Externally-Controlled Input to Select Classes or Code',
      url: 'https://cwe.mitre.org/data/definitions/470.html',
    },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,
  run: ({ files }) => observeTopic({ files }, 'config-code'),
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
