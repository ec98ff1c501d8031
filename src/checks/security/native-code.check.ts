import { defineCheck } from '../../core/check.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/native-code',
  title: 'No native programs inside',
  protectsAgainst: 'A program travels inside the model and runs without any further check.',
  remediation: ['Scan it as you would any program.', 'Get the model without it.'],
  references: [{ title: 'MITRE ATLAS, Embed Malware', url: 'https://atlas.mitre.org/techniques/AML.T0018.002' }],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,
  run: ({ files }) => observeTopic({ files }, 'native-code'),
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
