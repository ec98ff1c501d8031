import type { ContainerValue, Value } from '../values.ts'
import type { Named } from './callee.ts'

const key = '_parse_arg_template'

/**
 * `scipy.stats.rv_generic.__setstate__` runs the text of `_parse_arg_template` with `exec`. The text is allowed when it is
 * exactly what SciPy renders for a list of shape parameters; returns what is wrong otherwise.
 */
export function wrongDistributionState(type: Named | undefined, state: Value): string | undefined {
  const template = state.kind === 'dict' ? templateIn(state) : undefined
  if (template === undefined && !(type !== undefined && isDistribution(type))) return undefined
  if (state.kind !== 'dict') return 'the state is not a dict'
  if (template === undefined) return 'the text cannot be seen'
  if (template.kind !== 'text') return 'it is no literal text'
  return isRendered(template.text) ? undefined : 'the text is not what SciPy writes'
}

function isDistribution({ module, name }: Named): boolean {
  if (!module.startsWith('scipy.stats.') || module === 'scipy.stats._multivariate') return false
  return (name.endsWith('_gen') || name.startsWith('rv_')) && !name.endsWith('_frozen')
}

/** The value set last, as a later one replaces an earlier. */
function templateIn(state: ContainerValue): Value | undefined {
  const { items } = state
  for (let at = items.length - 2 + (items.length % 2); at >= 0; at -= 2) {
    const name = items[at]
    // Behind items that are not listed a second value may follow.
    if (name?.kind === 'text' && name.text === key)
      return state.size * 2 > items.length ? { kind: 'unknown' } : items[at + 1]
  }
  return undefined
}

const shapeArguments = /^(?:[a-zA-Z_][a-zA-Z0-9_]{0,40}, )*$/

/** Reads the shape parameters from the first definition, renders the three as SciPy does, and compares. */
function isRendered(text: string): boolean {
  const head = '\ndef _parse_args(self, '
  return ['loc=0, scale=1', 'loc=0'].some((defaults) => {
    const end = text.indexOf(` ${defaults}):\n`)
    if (!text.startsWith(head) || end < head.length) return false
    const shapes = text.slice(head.length, end)
    return shapes.length <= 400 && shapeArguments.test(shapes) && text === rendered(shapes, defaults)
  })
}

function rendered(shapes: string, defaults: string): string {
  const given = defaults === 'loc=0' ? 'loc, 1' : 'loc, scale'
  return `
def _parse_args(self, ${shapes} ${defaults}):
    return (${shapes}), ${given}

def _parse_args_rvs(self, ${shapes} ${defaults}, size=None):
    return self._argcheck_rvs(${shapes} ${given}, size=size)

def _parse_args_stats(self, ${shapes} ${defaults}, moments='mv'):
    return (${shapes}), ${given}, moments
`
}
