import { defineCheck } from '../../core/check.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/secrets',
  title: 'No credentials in model files',
  protectsAgainst: 'Whoever gets the model gets a key to the systems of those who made it.',
  remediation: ['Revoke the key.', 'Save the model again without it.'],
  references: [
    { title: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,
  run: ({ files }) => observeTopic({ files }, 'secrets'),
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
