import { expect, test } from 'vitest'
import { checks } from '../checks/registry.generated.ts'
import { checkProblem } from '../core/check-shape.ts'

const [sound] = Object.values(checks)

test.each(Object.values(checks))('$id is a check', (check) => {
  expect(checkProblem(check)).toBeNull()
})

test.each([
  ['no id of a family', { id: 'ages' }, 'id: it has to be <family>/<noun>'],
  ['no parameters', { params: undefined }, 'params: it is missing'],
  ['parameters of another kind', { params: { fail: 1 } }, 'params: it is no z.object({ … })'],
  ['no judge', { judge: undefined }, 'judge: it is missing'],
  ['a need that does not exist', { needs: ['evaluations'] }, 'needs.0: there is no "evaluations"; is it "evaluation"?'],
  ['a task that does not exist', { task: [] }, expect.stringMatching(/^task: /)],
  ['no remediation', { remediation: undefined }, 'remediation: it is missing'],
])('a check with %s is told what it lacks', (_, change, problem) => {
  expect(checkProblem({ ...sound, ...change })).toEqual(problem)
})
