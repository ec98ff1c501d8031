import { defineCheck } from '../../core/check.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/archive',
  title: 'Archives hide nothing',
  protectsAgainst:
    'An archive shows one content to those who check it and another to those who load it, or fills the disk when it is unpacked.',
  remediation: ['Do not unpack it.', 'Pack the model again from its source.'],
  references: [{ title: 'CWE-436: Interpretation Conflict', url: 'https://cwe.mitre.org/data/definitions/436.html' }],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,
  run: ({ files }) => observeTopic({ files }, 'archive'),
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
