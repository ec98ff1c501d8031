import { streamKey, uniformAt } from '../../src/core/random.ts'
import { cleanSubject } from '../clean.ts'
import { withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const unstableModel: Flaw = {
  name: 'unstable-model',
  plants: '2 % of the answers change from call to call.',
  expectedChecks: ['operations/determinism'],
  make(seed, size, strength) {
    let call = 0
    return withScores(cleanSubject(seed, size), (scores) => {
      const key = streamKey(seed, 'unstable', String(call++))
      return scores.map((score, row) => (uniformAt(key, row, 0) < 0.02 * strength ? 1 - score : score))
    })
  },
}
