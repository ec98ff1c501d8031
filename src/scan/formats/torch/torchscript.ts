import type { FormatReader, Scope } from '../../scope.ts'
import { scriptSources } from './known-sources.ts'
import { kindOfOperator, reachesHost } from './operators.ts'
import { type ScriptEvent, scriptEvents } from './script-calls.ts'

const longestScript = 1 << 26

/**
 * The code of a TorchScript archive, in a subset of Python that PyTorch compiles itself. It computes with tensors; what
 * reads or writes files, reaches Python, or comes from a library of its own is told.
 */
export const torchScriptReader: FormatReader = {
  format: 'torchscript',
  title: 'the code of a TorchScript model',
  recognises: ({ source }) => scriptSources.has(source),
  read(source, scope) {
    if (source.size > longestScript) {
      scope.gap('limit', `code of more than ${longestScript} bytes is not read`, 0, source.size)
      return
    }
    scope.budget.steps(source.size)
    const text = Buffer.from(source.bytes(0, source.size)).toString('utf8')
    const told = new Set<string>()
    for (const event of scriptEvents(text)) inspect(event, scope, told)
    scope.account('parsed', 0, source.size)
  },
}

/** Every name is told once. Offsets are those of characters. */
function inspect(event: ScriptEvent, scope: Scope, told: Set<string>): void {
  const fault = event.kind === 'comment' ? faultOfComment(event.text) : faultOfCall(event.path, event.prefix, scope)
  if (fault === undefined || told.has(fault.subject)) return
  told.add(fault.subject)
  const { rule, ...observation } = fault
  scope.find(rule, { ...observation, offset: event.offset })
}

interface Fault {
  readonly rule:
    | 'graph-ops/host-access'
    | 'graph-ops/custom-library'
    | 'graph-ops/unvetted-operator'
    | 'config-code/runs-code'
  readonly subject: string
  readonly detail: string
  readonly call?: string
}

function faultOfCall(path: string, prefix: string, scope: Scope): Fault | undefined {
  const names = path.split('.')
  const last = names.at(-1)!
  const call = `${path}(...)`
  if (prefix === '^') {
    return { rule: 'graph-ops/host-access', subject: path, detail: `the code runs the Python function ${path}`, call }
  }
  if (prefix === '.' || path.startsWith('__torch__.')) {
    if (prefix !== '.' || kindOfOperator('aten', last) !== 'host') return undefined
    const detail = `the code calls the method ${last}, which may be the operator that reads or writes files`
    return { rule: 'graph-ops/unvetted-operator', subject: `.${last}`, detail, call }
  }
  if (names[0] === 'ops' || names[0] === 'torch') return faultOfOperator(names, scope)
  if (!reachesHost(path)) return undefined
  return {
    rule: 'graph-ops/host-access',
    subject: path,
    detail: `the code calls ${path}, which is no part of TorchScript`,
    call,
  }
}

/** `ops.<namespace>.<name>` or `torch.<name>`, which is an operator of `aten`. */
function faultOfOperator(names: readonly string[], scope: Scope): Fault | undefined {
  const path = names.join('.')
  const namespace = names[0] === 'ops' ? (names[1] ?? '') : 'aten'
  const name = names.at(-1)!
  const operator = `${namespace}::${name}`
  const kind = kindOfOperator(namespace, name)
  if (kind === 'host' || reachesHost(path)) {
    const detail = `the code runs the operator ${operator}, which reads or writes files, or leaves the graph`
    return { rule: 'graph-ops/host-access', subject: operator, detail, call: `${path}(...)` }
  }
  if (kind === 'pure' || scope.allow.allows('graph-ops', namespace) || scope.allow.allows('graph-ops', operator))
    return undefined
  const detail = `the operators ${namespace}::* come from a library outside PyTorch`
  return { rule: 'graph-ops/custom-library', subject: namespace, detail, call: `${path}(...)` }
}

/** Type comments were once handed to eval (CVE-2022-45907). A type has brackets, never a call. */
function faultOfComment(text: string): Fault | undefined {
  if (!/^#\s{0,8}type\s{0,8}:/.test(text)) return undefined
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
    const before = text[at - 1] ?? ''
    if (!/[\w\])"']/.test(before)) continue
    const subject = 'type comment'
    const detail = 'a type comment calls a function, which some versions of PyTorch evaluate (CVE-2022-45907)'
    return { rule: 'config-code/runs-code', subject, detail, call: text.slice(0, 200) }
  }
  return undefined
}
