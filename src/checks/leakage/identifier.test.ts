import { streamKey, uniformAt } from '../../core/random.ts'
import { testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, schemaOf, texts } from '../../testing/frames.ts'
import { binaryLabels } from '../../testing/models.ts'
import identifier from './identifier.check.ts'

const key = streamKey(12, 'patients')
const rows = Array.from({ length: 500 }, (_, row) => row)
const ill = rows.map((row) => Number(uniformAt(key, row, 0) < 0.5))
const labels = binaryLabels(ill)
/** Places in a queue to which the ill come later, by so much of its length. */
function numbered(later: number): number[] {
  const place = rows.map((row) => uniformAt(key, row, 1) + later * ill[row]!)
  const order = rows.toSorted((a, b) => place[a]! - place[b]!)
  const numberOf = new Map(order.map((row, position) => [row, position + 1]))
  return rows.map((row) => numberOf.get(row)!)
}
/** Three columns with the same order: an identifier, the same as text, and one that nobody named so. */
function patients(later: number) {
  const places = numbered(later)
  const evaluation = frameOf({
    id: numbers(places),
    code: texts(places.map((place) => `P${place}`)),
    visit: numbers(places),
    ward: categories(ill.map((flag) => (flag === 1 ? 'east' : 'west'))),
    dose: numbers(places.map((place) => place / 7)),
  })
  const { columns } = schemaOf(evaluation, { id: { role: 'id' }, code: { role: 'id' } })
  // What is ignored stands in the schema and not in the frame.
  const schema = { columns: [...columns, { ...columns[0]!, name: 'remark', role: 'ignored' as const }] }
  return { evaluation, labels, schema }
}

testCheck(identifier, [
  {
    when: 'numbers were given by chance',
    given: patients(0),
    expect: { id: 'pass', code: 'pass', visit: 'pass' },
  },
  {
    when: 'the healthy were numbered first',
    given: patients(0.8),
    expect: { id: 'fail', code: 'fail', visit: 'fail' },
  },
  {
    when: 'the reference tells, which is what a model learnt from',
    given: { ...patients(0), reference: patients(0.8).evaluation, referenceLabels: labels },
    expect: { id: 'fail', code: 'fail', visit: 'fail' },
  },
])
