import type { Scope } from '../scope.ts'
import { type ByteSource, memorySource, sliceOf } from '../source.ts'
import type { PickleEvent } from './events.ts'
import type { AnomalyRule, PickleHandler } from './handler.ts'
import { versionInState } from '../dependencies/state-version.ts'
import { encodedBytes } from './encoded-bytes.ts'
import { joblibPayload } from './joblib.ts'
import { PickleMachine } from './machine.ts'
import { hasBinaryHead } from './recognise.ts'
import { PickleFault } from './stack.ts'
import type { StorageChecks } from './torch-storages.ts'
import type { GlobalValue, Value } from './values.ts'

/** Literals beyond this many bytes are data; smaller ones count as read. */
const smallLiteral = 4096
/** Literals that are looked at as pickles of their own. */
const mostSuspects = 100_000
const mostAnomaliesPerRule = 5
const deepestPayload = 8

export type JudgeEvent = (event: PickleEvent, scope: Scope) => void

interface Range {
  readonly offset: number
  readonly length: number
}

/** Bytes that a call loads as a file of their own. */
export interface LoadedLiteral {
  readonly name: string
  readonly source: ByteSource
}

/** Follows the machine: judges events, accounts for bytes, and remembers what else is to be looked at. */
export class JudgingHandler implements PickleHandler {
  readonly #source: ByteSource
  readonly #scope: Scope
  readonly #judge: JudgeEvent
  readonly #storages: StorageChecks | undefined
  readonly #anomalies = new Map<AnomalyRule, number>()
  readonly #suspects: Range[] = []
  readonly #loaded: LoadedLiteral[] = []
  readonly #loadedAt = new Set<number>()
  readonly #siblings = new Set<string>()
  readonly #built = new WeakSet<Value>()
  /** Names that load bytes, with how often each stands on the stack or in a value without being called. */
  readonly #loaders = new Map<GlobalValue, number>()
  #depth = 0
  /** Up to here bytes are accounted for. */
  #accounted: number
  /** Where the first raw array of joblib lies: a loader other than joblib reads it as opcodes. */
  firstRaw = Number.POSITIVE_INFINITY
  /** Where the first pickle within the pickle begins: a loader other than joblib reads it with the same memo. */
  firstInline = Number.POSITIVE_INFINITY

  constructor(source: ByteSource, start: number, scope: Scope, judge: JudgeEvent, storages?: StorageChecks) {
    this.#source = source
    this.#accounted = start
    this.#scope = scope
    this.#judge = judge
    this.#storages = storages
  }

  event(event: PickleEvent): void {
    if (event.kind === 'import') {
      this.#scope.fact({ kind: 'import', module: event.global.module, name: event.global.name })
      if (this.#isLoader(event.global)) this.#count(event.global, 1)
    } else if (event.kind === 'state') {
      const written = versionInState(event.state)
      if (written !== undefined) this.#scope.fact({ kind: 'producer', ...written })
    } else if (event.kind === 'persistent') this.#storages?.persistent(event.id, event.offset)
    else if (event.kind === 'call') {
      this.#storages?.call(event.callee, event.args, event.offset)
      if (event.callee.kind === 'global') {
        if (this.#loaders.has(event.callee)) this.#count(event.callee, -1)
        this.#load(event.callee, event.args, event.offset)
      }
    }
    this.#judge(event, this.#scope)
  }

  again(global: GlobalValue): void {
    if (this.#loaders.size > 0 && this.#loaders.has(global)) this.#count(global, 1)
  }

  anomaly(rule: AnomalyRule, detail: string, offset: number): void {
    const count = (this.#anomalies.get(rule) ?? 0) + 1
    this.#anomalies.set(rule, count)
    if (count <= mostAnomaliesPerRule) this.#scope.find(rule, { subject: rule.split('/')[1]!, detail, offset })
  }

  has(rule: AnomalyRule): boolean {
    return this.#anomalies.has(rule)
  }

  steps(count: number): void {
    this.#scope.budget.steps(count)
  }

  literal(offset: number, length: number): void {
    if (this.#mayBePickle(offset, length)) {
      if (this.#suspects.length >= mostSuspects) {
        throw new PickleFault(`more than ${mostSuspects} literals begin like pickles`, 'unsupported')
      }
      this.#suspects.push({ offset, length })
    }
    if (length > smallLiteral) this.#skip(offset, length)
  }

  built(target: Value, end: number): { readonly resumeAt: number; readonly value: Value } | undefined {
    const payload = joblibPayload(this.#source, target, end)
    if (payload === undefined) return undefined
    if (this.#built.has(target)) throw new PickleFault('a wrapper of joblib is built twice', 'unsupported')
    this.#built.add(target)
    if (payload.kind === 'sibling') this.#siblings.add(payload.file)
    else if (payload.kind === 'raw') this.firstRaw = Math.min(this.firstRaw, end)
    else this.firstInline = Math.min(this.firstInline, end)
    if (payload.kind === 'raw') this.#skip(payload.offset, payload.length)
    const resumeAt = payload.kind === 'raw' ? payload.offset + payload.length : end
    return { resumeAt: payload.kind === 'pickle' ? this.#inline(end) : resumeAt, value: arrayValue(end) }
  }

  /** Accounts for what was read up to here. */
  finish(end: number): void {
    if (end > this.#accounted) this.#scope.account('parsed', this.#accounted, end - this.#accounted)
    this.#accounted = Math.max(end, this.#accounted)
  }

  /**
   * A writer puts a name that loads bytes on the stack only to call it. An object that holds it under the name of a method,
   * such as `__setstate__`, has the unpickler call it with bytes that nobody looked at.
   */
  tellHeldLoaders(): void {
    for (const [{ module, name, offset }, held] of this.#loaders) {
      if (held <= 0) continue
      const subject = `${module}.${name}`
      const detail = `${subject} is kept without being called, so that it can be called with bytes that are not known`
      this.#scope.find('pickle-code/changed-object', { subject, detail, offset })
    }
  }

  /** Literals that begin like a pickle and that no call loads. */
  suspects(): readonly Range[] {
    return this.#suspects.filter(({ offset }) => !this.#loadedAt.has(offset))
  }

  loaded(): readonly LoadedLiteral[] {
    return this.#loaded
  }

  /** Files that old versions of joblib read with this one. */
  siblings(): ReadonlySet<string> {
    return this.#siblings
  }

  #skip(offset: number, length: number): void {
    this.finish(offset)
    this.#scope.account('data', offset, length)
    this.#accounted = offset + length
  }

  /** The items of an array of objects: a pickle between the opcodes of this one. */
  #inline(start: number): number {
    if (this.#depth >= deepestPayload)
      throw new PickleFault('arrays of objects lie within each other too deep', 'unsupported')
    this.#depth += 1
    const outcome = new PickleMachine(this.#source, this).run(start)
    this.#depth -= 1
    if (outcome.kind === 'fault') throw new PickleFault(outcome.detail, outcome.reason)
    return outcome.end
  }

  #isLoader({ module, name }: GlobalValue): boolean {
    return this.#scope.allow.rolesOf(module, name)?.has('nested') ?? false
  }

  #count(loader: GlobalValue, change: 1 | -1): void {
    this.#loaders.set(loader, (this.#loaders.get(loader) ?? 0) + change)
  }

  #load(callee: GlobalValue, args: Value, offset: number): void {
    if (args.kind !== 'tuple' || !this.#isLoader(callee)) return
    const [literal] = args.items
    const name = `${callee.module}.${callee.name}`
    if (literal?.kind === 'bytes') {
      this.#loadedAt.add(literal.offset)
      const source = sliceOf(this.#source, literal.offset, literal.length)
      this.#loaded.push({ name: `${name}@${literal.offset}`, source })
      return
    }
    const encoded = literal?.kind === 'call' ? encodedBytes(this.#source, literal) : undefined
    if (encoded === undefined) {
      const detail = `${name} loads bytes that cannot be worked out`
      this.#scope.find('pickle-code/unknown-state', { subject: name, detail, offset })
      return
    }
    this.#loadedAt.add(encoded.offset)
    this.#loaded.push({ name: `${name}@${encoded.offset}`, source: memorySource(encoded.bytes) })
  }

  #mayBePickle(offset: number, length: number): boolean {
    if (length < 4) return false
    const head = this.#source.bytes(offset, 3)
    if (hasBinaryHead(head, 0)) return true
    const isTextHead = head[0] === 0x63 || head[0] === 0x28
    return isTextHead && this.#source.bytes(offset + length - 1, 1)[0] === 0x2e
  }
}

function arrayValue(offset: number): Value {
  const callee: Value = { kind: 'global', module: 'numpy', name: 'ndarray', offset }
  const args: Value = { kind: 'tuple', items: [], length: 0 }
  return { kind: 'call', callee, args, how: 'NEWOBJ', offset, state: undefined }
}
