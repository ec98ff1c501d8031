import { messageOf } from '../core/errors.ts'
import type { ScanCoverage, ScanFact, ScanFinding, ScanGap, ScanMember } from '../core/scan-report.ts'
import { Budget, LimitReached, Malformed } from './limits.ts'
import { ByteLedger } from './ledger.ts'
import type { AllowList } from './pickle/policy/allow-list.ts'
import { wrongTypeOf } from './formats/wrong-type.ts'
import { readers as allReaders } from './registry.ts'
import { rules } from './rules/index.ts'
import { sweepText } from './secrets/sweep-text.ts'
import type { FormatReader, Head, Scope, Sibling } from './scope.ts'
import { type ByteSource, sliceOf } from './source.ts'

/** Everything that was seen in one file and in what it holds. */
export interface SourceScan {
  readonly format: string
  readonly coverage: ScanCoverage
  readonly members: readonly ScanMember[]
  readonly findings: readonly ScanFinding[]
  readonly gaps: readonly ScanGap[]
  readonly facts: readonly ScanFact[]
}

export interface SourceScanOptions {
  /** As it shall stand in the report. */
  readonly path: string
  readonly allow: AllowList
  readonly budget?: Budget
  readonly siblings?: (relative: string) => Sibling
  readonly readers?: readonly FormatReader[]
}

const headBytes = 4096
const noSiblings = (): Sibling => ({ kind: 'missing' })

/**
 * Scans one source and all that lies in it. Fails closed: bytes that no reader accounts for are looked at on their own, and
 * what nobody understands is a gap. Never throws for what stands in the bytes; rejects when the scan is cancelled.
 */
export async function scanSource(source: ByteSource, options: SourceScanOptions): Promise<SourceScan> {
  const state: State = {
    path: options.path,
    allow: options.allow,
    budget: options.budget ?? new Budget(),
    readers: options.readers ?? allReaders,
    findings: [],
    gaps: [],
    members: [],
    facts: new Map(),
    unlisted: 0,
    isFull: false,
  }
  const name = options.path.slice(options.path.lastIndexOf('/') + 1)
  await scanOne(state, source, name, [], options.siblings ?? noSiblings)
  if (state.unlisted > 0) {
    addGap(state, [], 'limit', `${state.unlisted} more findings are not listed`)
  }
  if (state.isFull) addGap(state, [], 'limit', `imports beyond ${factsAtMost} are not looked up`)
  const [own, ...members] = state.members
  return {
    format: own!.format,
    coverage: own!.coverage,
    members,
    findings: state.findings,
    gaps: state.gaps,
    facts: [...state.facts.values()],
  }
}

interface State {
  readonly path: string
  readonly allow: AllowList
  readonly budget: Budget
  readonly readers: readonly FormatReader[]
  readonly findings: ScanFinding[]
  readonly gaps: ScanGap[]
  readonly members: ScanMember[]
  readonly facts: Map<string, ScanFact>
  unlisted: number
  /** There were more facts than are kept. */
  isFull: boolean
}

async function scanOne(
  state: State,
  source: ByteSource,
  name: string,
  member: readonly string[],
  siblings: (relative: string) => Sibling,
): Promise<void> {
  const ledger = new ByteLedger(source.size)
  const place = state.members.push({ member: [...member], format: 'unknown', coverage: ledger.coverage() }) - 1
  const scope = scopeFor(state, ledger, name, member, siblings)
  const head: Head = { name: scope.name, bytes: source.bytes(0, headBytes), source }
  const reader = recognise(state, scope, head)
  const format = reader?.format ?? (source.size === 0 ? 'empty' : 'unknown')
  const wrong = wrongTypeOf(scope.name, format)
  if (wrong !== undefined) scope.find('format/wrong-type', { subject: format, detail: wrong })
  if (reader !== undefined) await attempt(scope, () => reader.read(source, scope))
  await scanRest(source, scope, ledger, reader === undefined)
  ledger.close()
  state.members[place] = { member: [...member], format, coverage: ledger.coverage() }
}

function recognise(state: State, scope: Scope, head: Head): FormatReader | undefined {
  if (head.bytes.length === 0) return undefined
  for (const reader of state.readers) {
    try {
      if (reader.recognises(head)) return reader
    } catch (error) {
      if (isCancelled(error)) throw error
      scope.gap('failed', `telling whether this is ${reader.title} failed: ${messageOf(error)}`)
    }
  }
  return undefined
}

/** Runs a reader so that whatever happens to it is told. */
async function attempt(scope: Scope, read: () => void | Promise<void>): Promise<void> {
  try {
    await read()
  } catch (error) {
    if (error instanceof Malformed) {
      const at = error.offset === undefined ? {} : { offset: error.offset }
      scope.find('format/malformed', { subject: 'malformed', detail: error.message, ...at })
      scope.gap('malformed', error.message, error.offset)
    } else if (error instanceof LimitReached) scope.gap('limit', error.message)
    else if (isCancelled(error)) throw error
    else scope.gap('failed', `the reader failed: ${messageOf(error)}`)
  }
}

/** Bytes that the reader left out: padding, or content of their own. */
async function scanRest(source: ByteSource, scope: Scope, ledger: ByteLedger, isWhole: boolean): Promise<void> {
  if (isWhole) {
    if (source.size > 0) scope.gap('unknown-format', 'the format is not known', 0, source.size)
    return
  }
  for (const { offset, length } of ledger.rest()) {
    if (isPadding(source, offset, length)) ledger.add('parsed', offset, length)
    else if (ledger.isRestOpaque) return
    else if (length === source.size) scope.gap('failed', 'the reader said nothing of these bytes', offset, length)
    else {
      ledger.add('member', offset, length)
      await scope.child(`@${offset}`, sliceOf(source, offset, length))
    }
  }
}

function scopeFor(
  state: State,
  ledger: ByteLedger,
  name: string,
  member: readonly string[],
  siblings: (relative: string) => Sibling,
): Scope {
  const scope: Scope = {
    name: name.slice(name.lastIndexOf('/') + 1).toLowerCase(),
    spelling: name.slice(name.lastIndexOf('/') + 1),
    depth: member.length,
    budget: state.budget,
    allow: state.allow,
    find(rule, { subject, detail, offset, length, call, level }) {
      if (state.findings.length >= state.budget.limits.findings) {
        state.unlisted += 1
        return
      }
      state.findings.push({
        rule,
        level: level ?? rules[rule].level,
        path: state.path,
        member: [...member],
        offset: offset ?? null,
        length: length ?? null,
        subject: printable(subject),
        detail: printable(detail),
        call: call === undefined ? null : printable(call),
      })
    },
    gap(reason, detail, offset, length) {
      addGap(state, member, reason, detail, offset, length)
      if (offset !== undefined && length !== undefined) ledger.add('opaque', offset, length)
      else ledger.restIsOpaque()
    },
    account: (use, offset, length) => ledger.add(use, offset, length),
    fact: (fact) => {
      const key = JSON.stringify(fact)
      if (state.facts.size < factsAtMost) state.facts.set(key, fact)
      else if (fact.kind === 'import' && !state.facts.has(key)) state.isFull = true
    },
    async child(childName, source, childSiblings = noSiblings) {
      const shown = printable(childName)
      if (member.length >= state.budget.limits.depth) {
        scope.find('archive/nested-deeply', {
          subject: shown,
          detail: `${shown} lies more than ${member.length} levels deep`,
        })
        addGap(state, [...member, shown], 'limit', 'it lies too deep to be opened')
        return
      }
      try {
        state.budget.member()
        await scanOne(state, source, childName, [...member, shown], childSiblings)
      } catch (error) {
        if (!(error instanceof LimitReached)) throw error
        addGap(state, [...member, shown], 'limit', error.message)
      }
    },
    sibling: siblings,
    text: (text, where, offset) => sweepText(text, where, offset, scope),
  }
  return scope
}

const factsAtMost = 20_000
const gapsAtMost = 1000

function addGap(
  state: State,
  member: readonly string[],
  reason: ScanGap['reason'],
  detail: string,
  offset?: number,
  length?: number,
): void {
  if (state.gaps.length >= gapsAtMost) return
  const at = { offset: offset ?? null, length: length ?? null }
  state.gaps.push({ path: state.path, member: [...member], ...at, reason, detail: printable(detail) })
}

/** Up to a page of zeros, as writers put between members. */
function isPadding(source: ByteSource, offset: number, length: number): boolean {
  return length <= 65_536 && source.bytes(offset, length).every((byte) => byte === 0)
}

function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

const longest = 2000

/** Control characters, bidirectional marks and lone surrogates of a file shall not act on a terminal or a page. */
function printable(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text
  return cut
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (character) => {
      const code = character.codePointAt(0)!
      return code === 10 || code === 9 ? ' ' : `\\u{${code.toString(16)}}`
    })
    .toWellFormed()
}
