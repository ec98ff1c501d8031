import { defineCheck } from '../../core/check.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/external-data',
  title: 'Models read only their own files',
  protectsAgainst:
    'A model names files outside its folder, so that loading it reads secrets of the machine or takes weights that nobody checked.',
  remediation: ['Do not load the model.', 'Keep its data in one folder with it, named by plain relative paths.'],
  references: [{ title: 'CVE-2022-25882, ONNX external data', url: 'https://nvd.nist.gov/vuln/detail/CVE-2022-25882' }],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,
  run: ({ files }) => observeTopic({ files }, 'external-data'),
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
