import { defineCheck } from '../../core/check.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/pickle-code',
  title: 'Pickles only rebuild known objects',
  protectsAgainst:
    'Loading the model runs commands of a stranger, because pickles call whatever they name, with the rights of the process that loads them.',
  remediation: [
    'Do not load the model.',
    'Ask its maker for safetensors or ONNX, or save it again from its source.',
    'If the call is one of your own, list it with --allow and scan the file again.',
  ],
  references: [
    {
      title: 'Python documentation, pickle: Data streams and security',
      url: 'https://docs.python.org/3/library/pickle.html',
    },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,
  run: ({ files }) => observeTopic({ files }, 'pickle-code'),
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
