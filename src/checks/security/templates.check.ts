import { defineCheck } from '../../core/check.ts'
import { explainTopic, levelParams, levelQuantity, observeTopic, requireLevel } from './file-topic.ts'

export default defineCheck({
  id: 'security/templates',
  title: 'Chat templates only format',
  protectsAgainst:
    'A chat template runs Python of its choice where it is rendered, or plants instructions for certain messages.',
  remediation: ['Do not use the template.', 'Use the template of the original model.'],
  references: [{ title: 'Jinja documentation, Sandbox', url: 'https://jinja.palletsprojects.com/en/stable/sandbox/' }],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['files'],
  params: levelParams,
  run: ({ files }) => observeTopic({ files }, 'templates'),
  judge: requireLevel,
  explain: explainTopic,
  quantity: levelQuantity,
})
