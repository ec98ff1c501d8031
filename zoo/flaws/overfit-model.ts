import { cleanSubject } from '../clean.ts'
import { numbersOf, someRows, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const overfitModel: Flaw = {
  name: 'overfit-model',
  plants: 'The model knows 60 % of the labels of the reference by heart.',
  expectedChecks: ['performance/degradation'],
  make(seed, size, strength) {
    const subject = cleanSubject(seed, size)
    const { frame, labels } = subject.reference
    if (labels.kind !== 'class') throw new Error('classes were drawn')
    const learnt = someRows(size, 0.6 * strength, seed, 'learnt')
    const byHeart = new Map<number, number>()
    numbersOf(frame, 'balance').forEach((balance, row) => {
      if (learnt[row] === 1) byHeart.set(balance, labels.codes[row]! === 1 ? 0.9 : 0.1)
    })
    return withScores(subject, (scores, asked) => {
      const balances = numbersOf(asked, 'balance')
      return scores.map((score, row) => byHeart.get(balances[row]!) ?? score)
    })
  },
}
