import { normalAt, streamKey } from '../../core/random.ts'
import { testCheck } from '../../testing/check-tester.ts'
import { binaryPredictions, valuePredictions } from '../../testing/models.ts'
import predictionDrift from './prediction.check.ts'

const scores = (draw: string, shift = 0) =>
  Array.from({ length: 500 }, (_, row) => 1 / (1 + Math.exp(-normalAt(streamKey(5, draw), row, 0) - shift)))

/** The same answers as decisions alone. */
const decisionsOnly = (values: readonly number[]) => ({ ...binaryPredictions(values), scores: null })

testCheck(predictionDrift, [
  {
    when: 'the scores come from one distribution',
    given: { referencePredictions: binaryPredictions(scores('a')), predictions: binaryPredictions(scores('b')) },
    expect: { 'score of class yes': 'pass' },
  },
  {
    when: 'the scores moved up',
    given: { referencePredictions: binaryPredictions(scores('a')), predictions: binaryPredictions(scores('b', 1)) },
    expect: { 'score of class yes': 'fail' },
  },
  {
    when: 'only decisions are known and their mix changed',
    given: { referencePredictions: decisionsOnly(scores('a')), predictions: decisionsOnly(scores('b', 1)) },
    expect: { decision: 'fail' },
  },
  {
    when: 'the values of a regression moved',
    given: {
      task: 'regression',
      referencePredictions: valuePredictions(scores('a')),
      predictions: valuePredictions(scores('b', 1)),
    },
    expect: { prediction: 'fail' },
  },
])
