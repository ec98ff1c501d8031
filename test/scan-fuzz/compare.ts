import type { PickleEvent } from '../../src/scan/pickle/events.ts'
import { PickleMachine } from '../../src/scan/pickle/machine.ts'
import { refilledSource } from '../../src/scan/pickle/refill.ts'
import { renamedImport } from '../../src/scan/pickle/renamed-imports.ts'
import type { Value } from '../../src/scan/pickle/values.ts'
import { type ByteSource, memorySource } from '../../src/scan/source.ts'
import type { OracleAnswer, OracleRecord } from './oracle-process.ts'

/** What our machine says that loading a pickle would do. */
interface Seen {
  readonly keys: ReadonlySet<string>
  /** Findings that cover whatever else happens. */
  readonly isFrameViolation: boolean
  readonly isUnknownImport: boolean
}

export interface Comparison {
  /** Records of the oracle. */
  readonly records: number
  /** Records that we lack, but which a finding of ours covers. */
  readonly covered: number
  /** Records of which we know nothing. */
  readonly missed: readonly OracleRecord[]
}

/** Whether everything that CPython did is among what we say it would do. */
export function compare(bytes: Uint8Array, answer: OracleAnswer): Comparison {
  let records = 0
  let covered = 0
  const missed: OracleRecord[] = []
  const seen = see(bytes)
  for (const record of answer.flat()) {
    records += 1
    if (isSeen(record, seen.keys)) continue
    if (seen.isFrameViolation || seen.isUnknownImport) covered += 1
    else missed.push(record)
  }
  return { records, covered, missed }
}

export function see(bytes: Uint8Array): Seen {
  const keys = new Set<string>()
  const source = memorySource(bytes)
  const flags = run(source, keys)
  if (flags.isFrameViolation) {
    const refilled = refilledSource(source, 0, () => {})
    if (refilled.isCut) run(refilled, keys)
  }
  return { keys, ...flags }
}

function run(source: ByteSource, keys: Set<string>): Omit<Seen, 'keys'> {
  let isFrameViolation = false
  let isUnknownImport = false
  const machine = new PickleMachine(source, {
    event(event) {
      addKeys(event, keys)
      if (event.kind === 'unknown-import') isUnknownImport = true
    },
    anomaly(rule) {
      if (rule === 'pickle-code/frame-violation') isFrameViolation = true
    },
    steps() {},
  })
  machine.run(0)
  return { isFrameViolation, isUnknownImport }
}

function addKeys(event: PickleEvent, keys: Set<string>): void {
  switch (event.kind) {
    case 'import':
      keys.add(`import ${event.global.module}\n${event.global.name}`)
      return
    case 'extension':
      keys.add(`import extension\n${event.code}`)
      return
    case 'call': {
      const callee = `call ${calleeOf(event.callee)}`
      const first = event.args.kind === 'tuple' ? event.args.items[0] : undefined
      keys.add(callee)
      if (first?.kind === 'text') keys.add(`${callee}\t${first.text}`)
      else if (event.args.kind !== 'tuple' || first?.kind === 'unknown' || first?.kind === 'persistent')
        keys.add(`${callee}\t*`)
      return
    }
    case 'persistent':
      keys.add(event.id.kind === 'text' ? `persistent ${event.id.text}` : 'persistent')
      return
    case 'method':
    case 'state':
      keys.add(event.kind)
      return
    case 'unknown-import':
  }
}

function calleeOf(value: Value): string {
  if (value.kind === 'global') return `${value.module}\n${value.name}`
  return value.kind === 'extension' ? `extension\n${value.code}` : 'result'
}

function isSeen(record: OracleRecord, keys: ReadonlySet<string>): boolean {
  const [kind, first, second, text] = record
  if (kind === 'method' || kind === 'state') return keys.has(kind)
  if (kind === 'persistent') return keys.has(typeof first === 'string' ? `persistent ${first}` : 'persistent')
  if (typeof first !== 'string' || typeof second !== 'string') return hasCall('call result', text, keys)
  return [[first, second] as const, renamedImport(first, second)].some(([module, name]) =>
    kind === 'import' ? keys.has(`import ${module}\n${name}`) : hasCall(`call ${module}\n${name}`, text, keys),
  )
}

function hasCall(callee: string, text: string | null | undefined, keys: ReadonlySet<string>): boolean {
  if (text === null || text === undefined) return keys.has(callee)
  return keys.has(`${callee}\t${text}`) || keys.has(`${callee}\t*`)
}
