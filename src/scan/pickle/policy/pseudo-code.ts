import type { PickleEvent } from '../events.ts'
import type { Value } from '../values.ts'

const longest = 300
const longestText = 60
const deepest = 3
const mostItems = 6

/** A value as readable pseudo-Python, at most about 300 characters long. */
export function pseudoCode(value: Value): string {
  return shortened(render(value, 0))
}

/** What an event does, such as `os.system('echo canary')`. */
export function eventAsPseudoCode(event: PickleEvent): string {
  switch (event.kind) {
    case 'import':
      return shortened(`from ${event.global.module} import ${event.global.name}`)
    case 'unknown-import':
      return shortened(`getattr(import_module(${render(event.module, 1)}), ${render(event.name, 1)})`)
    case 'extension':
      return `copyreg extension ${event.code}`
    case 'call': {
      const keywords = event.keywords === undefined ? '' : `, **${render(event.keywords, 1)}`
      return shortened(`${asCallee(event.callee, event.how, 0)}(${argumentsOf(event.args, 0)}${keywords})`)
    }
    case 'state':
      return shortened(`${render(event.target, 1)}.__setstate__(${render(event.state, 1)})`)
    case 'method':
      return shortened(`${render(event.target, 1)}.${event.method}(${list(event.items, event.items.length, 1)})`)
    case 'persistent':
      return shortened(`persistent_load(${render(event.id, 0)})`)
  }
}

function render(value: Value, depth: number): string {
  if (depth > deepest) return '…'
  switch (value.kind) {
    case 'none':
      return 'None'
    case 'boolean':
      return value.value ? 'True' : 'False'
    case 'number':
      return value.value === undefined ? '<long number>' : String(value.value)
    case 'text':
      return quoted(value.text)
    case 'bytes':
      return `<${value.length} bytes at ${value.offset}>`
    case 'global':
      return `${value.module}.${value.name}`
    case 'tuple':
      return `(${list(value.items, value.length, depth)}${value.length === 1 ? ',' : ''})`
    case 'list':
      return `[${list(value.items, value.size, depth)}]`
    case 'dict':
      return `{${pairs(value.items, value.size, depth)}}`
    case 'set':
    case 'frozenset':
      return `${value.kind}([${list(value.items, value.size, depth)}])`
    case 'call':
      return `${asCallee(value.callee, value.how, depth + 1)}(${argumentsOf(value.args, depth + 1)})`
    case 'persistent':
      return `persistent_load(${render(value.id, depth + 1)})`
    case 'extension':
      return `<extension ${value.code}>`
    case 'buffer':
      return '<buffer>'
    case 'unknown':
      return '<unknown>'
  }
}

function asCallee(callee: Value, how: string, depth: number): string {
  const name = render(callee, depth)
  return how === 'NEWOBJ' || how === 'NEWOBJ_EX' ? `${name}.__new__` : name
}

function argumentsOf(args: Value, depth: number): string {
  return args.kind === 'tuple' ? list(args.items, args.length, depth) : `*${render(args, depth + 1)}`
}

function list(items: readonly Value[], length: number, depth: number): string {
  const shown = items.slice(0, mostItems).map((item) => render(item, depth + 1))
  return (length > shown.length ? [...shown, '…'] : shown).join(', ')
}

function pairs(items: readonly Value[], size: number, depth: number): string {
  const shown: string[] = []
  for (let at = 0; at + 1 < items.length && shown.length < mostItems; at += 2) {
    shown.push(`${render(items[at]!, depth + 1)}: ${render(items[at + 1]!, depth + 1)}`)
  }
  return (size > shown.length ? [...shown, '…'] : shown).join(', ')
}

function quoted(text: string): string {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text
  return `'${cut.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
