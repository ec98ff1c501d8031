import { expect, test } from 'vitest'
import {
  dict,
  gradesOf,
  instance,
  named,
  none,
  number,
  result,
  sets,
  text,
  tuple,
  container,
} from './fixtures/judged.ts'

const template = (shapes: string, defaults: string, given: string): string => `
def _parse_args(self, ${shapes} ${defaults}):
    return (${shapes}), ${given}

def _parse_args_rvs(self, ${shapes} ${defaults}, size=None):
    return self._argcheck_rvs(${shapes} ${given}, size=size)

def _parse_args_stats(self, ${shapes} ${defaults}, moments='mv'):
    return (${shapes}), ${given}, moments
`
const norm = template('', 'loc=0, scale=1', 'loc, scale')
const beta = template('a, b, ', 'loc=0, scale=1', 'loc, scale')
const poisson = template('mu, ', 'loc=0', 'loc, 1')
const distribution = instance('scipy.stats._continuous_distns:beta_gen')
const state = (content: string) => dict({ numargs: number(1), _parse_arg_template: text(content) })
const runsCode = ['dangerous-call critical']

test.each([norm, beta, poisson])('text that SciPy writes', (content) => {
  expect(gradesOf([sets(distribution, state(content))])).toEqual([])
})

test.each([
  "print('canary')",
  `${beta}print('canary')\n`,
  `print('canary')\n${beta}`,
  beta.replace('b, ', "b=print('canary'), "),
  beta.replace('(a, b, )', "(print('canary'))"),
  template('a, b', 'loc=0, scale=1', 'loc, scale'),
  template("a=print('canary'), ", 'loc=0, scale=1', 'loc, scale'),
  template('a, '.repeat(200), 'loc=0, scale=1', 'loc, scale'),
])('any other text: %j', (content) => {
  expect(gradesOf([sets(distribution, state(content))])).toEqual(runsCode)
})

test('text that cannot be seen', () => {
  expect(gradesOf([sets(distribution, dict({ a: none }))])).toEqual(runsCode)
  expect(gradesOf([sets(distribution, container('list', tuple(text('_parse_arg_template'), text('x'))))])).toEqual(
    runsCode,
  )
  expect(gradesOf([sets(distribution, dict({ _parse_arg_template: result('os:getcwd') }))])).toEqual(runsCode)
  const long = state(beta)
  long.size = 99
  expect(gradesOf([sets(distribution, long)])).toEqual(runsCode)
})

test('the value set last counts', () => {
  const twice = container('dict', text('_parse_arg_template'), text(beta), text('_parse_arg_template'), text('canary'))
  expect(gradesOf([sets(distribution, twice)])).toEqual(runsCode)
})

test('the class is seen through what makes objects of it, and others do not matter', () => {
  const old = result(
    'copyreg:_reconstructor',
    tuple(named('scipy.stats._continuous_distns:norm_gen'), named('builtins:object'), none),
  )
  expect(gradesOf([sets(old, state('canary'))])).toEqual(runsCode)
  expect(gradesOf([sets(instance('sklearn.svm._classes:SVC'), state('canary'))])).toEqual(runsCode)
  expect(gradesOf([sets(instance('sklearn.svm._classes:SVC'), dict({ a: none }))])).toEqual([])
  expect(gradesOf([sets(instance('scipy.stats._multivariate:multivariate_normal_gen'), dict({ a: none }))])).toEqual([])
})
