import type { FormatReader, Scope } from '../../scope.ts'
import { JsonTokens } from '../json-tokens.ts'
import { kindOfOperator, reachesHost } from './operators.ts'
import { graphSources } from './known-sources.ts'

/**
 * A graph that torch.export wrote as JSON (torch/_export/serde/schema.py), or a description of its weights. Targets of nodes
 * are looked up by name in torch, math and operator when it is loaded, and its guards are compiled as Python.
 */
export const exportGraphReader: FormatReader = {
  format: 'torch-export-graph',
  title: 'a graph of torch.export',
  recognises: ({ source }) => graphSources.has(source),
  read(source, scope) {
    const onDuplicate = (key: string, offset: number): void =>
      scope.find('format/duplicate-key', { subject: key, detail: `the key ${key} stands twice`, offset })
    const tokens = new JsonTokens(source, scope.budget, { nonFinite: true, onDuplicate })
    let key = ''
    let guards = 0
    for (let token = tokens.next(); token !== 'end'; token = tokens.next()) {
      if (token === 'key') key = tokens.text
      else if (token === '[' && key === 'guards_code') guards = 1
      else if (token === ']') guards = 0
      else if (token === 'string') {
        if (key === 'target') inspectTarget(tokens.text, tokens.offset, scope)
        else if (key === 'torch_version') scope.fact({ kind: 'producer', name: 'torch', version: tokens.text })
        else if (guards > 0) inspectGuard(tokens.text, tokens.offset, scope)
      }
    }
    scope.account('parsed', 0, source.size)
  },
}

const plainTargets =
  /^(?:torch\.(?:_?sym_\w{1,40}|_check\w{0,20})|_operator\.\w{1,20}|math\.\w{1,20}|builtins\.(?:abs|max|min|len|round|int|float|bool|pow|sum))$/
const callingOperators = /^_operator\.(?:call|methodcaller|attrgetter|itemgetter)$/

function inspectTarget(target: string, offset: number, scope: Scope): void {
  const names = target.split('.')
  const isOperator = target.startsWith('torch.ops.') && names.length >= 4
  if (!isOperator && plainTargets.test(target) && !callingOperators.test(target)) return
  const kind = isOperator ? kindOfOperator(names[2]!, names[3]!) : 'unknown'
  if (kind === 'host' || reachesHost(target) || callingOperators.test(target)) {
    const detail = `a node of the graph calls ${target}, which leaves the graph`
    scope.find('graph-ops/host-access', { subject: target, detail, offset, call: `${target}(...)` })
  } else if (kind === 'unknown' && looksCallable(target)) {
    const namespace = isOperator ? names[2]! : target
    if (scope.allow.allows('graph-ops', namespace)) return
    const rule = isOperator ? 'graph-ops/custom-library' : 'graph-ops/unvetted-operator'
    const detail = isOperator
      ? `the operators ${namespace}::* come from a library outside PyTorch`
      : `a node of the graph calls ${target}`
    scope.find(rule, { subject: namespace, detail, offset, call: `${target}(...)` })
  }
}

/** Names of parameters stand under the same key as functions: `layer.weight` is looked up nowhere. */
function looksCallable(target: string): boolean {
  return /^(?:torch|_operator|math|builtins)\./.test(target)
}

/** A guard compares sizes and types. Names that Python keeps for itself have no place in it. */
function inspectGuard(guard: string, offset: number, scope: Scope): void {
  const suspect = guard.match(
    /\b(?:__\w{1,40}__|import|exec|eval|open|compile|lambda|globals|os|sys|subprocess|getattr)\b/,
  )
  if (suspect === null) return
  const detail = `a guard of the graph is Python that uses ${suspect[0]}; it is compiled when the graph is loaded`
  scope.find('config-code/runs-code', { subject: suspect[0], detail, offset, call: guard.slice(0, 200) })
}
