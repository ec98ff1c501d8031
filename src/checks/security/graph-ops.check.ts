import { defineCheck } from '../../core/check.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/graph-ops',
  title: 'Graphs only compute',
  protectsAgainst:
    'The graph of the model reads or writes files, reaches the network or calls host code whenever it is run.',
  remediation: [
    'Do not run the model.',
    'Export it again from its source without these operators.',
    'If a library of your own brings the operator, list it with --allow.',
  ],
  references: [
    {
      title: 'TensorFlow, Using TensorFlow securely',
      url: 'https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md',
    },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,
  run: ({ files }) => observeTopic({ files }, 'graph-ops'),
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
