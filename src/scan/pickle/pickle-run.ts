import type { Scope } from '../scope.ts'
import { type ByteSource, sliceOf } from '../source.ts'
import { type CapturingScope, capturingScope, recordingScope } from './dormant.ts'
import { findPickles } from './find-pickles.ts'
import { type JudgeEvent, JudgingHandler } from './judging-handler.ts'
import { PickleMachine, type PickleOutcome } from './machine.ts'
import { isPickleAt, tryPickle } from './recognise.ts'
import { refilledSource } from './refill.ts'
import { StorageChecks, type TorchContext } from './torch-storages.ts'

const outcomeEnd = (outcome: PickleOutcome): number => (outcome.kind === 'stop' ? outcome.end : outcome.offset)

/** Bytes behind the last pickle that are searched for further ones, and how many are told. */
const searchedBytes = 1 << 26
const mostDormant = 20
/** Opcodes that the search may cost. */
const searchSteps = 1 << 23

/** Runs the pickles of one source, each as every loader would read it. */
export class PickleRun {
  readonly #source: ByteSource
  readonly #scope: Scope
  readonly #judge: JudgeEvent
  readonly storages: StorageChecks | undefined
  readonly #reported = new Set<string>()
  #dormant = 0

  constructor(source: ByteSource, scope: Scope, judge: JudgeEvent, torch: TorchContext | undefined) {
    this.#source = source
    this.#scope = recordingScope(scope, this.#reported)
    this.#judge = judge
    this.storages = torch === undefined ? undefined : new StorageChecks(this.#scope, torch)
  }

  readonly #spend = (steps: number): void => this.#scope.budget.steps(steps)

  goesOnAt(offset: number): boolean {
    return offset < this.#source.size && isPickleAt(this.#source, offset, this.#spend)
  }

  async one(start: number): Promise<PickleOutcome> {
    const handler = new JudgingHandler(this.#source, start, this.#scope, this.#judge, this.storages)
    const outcome = new PickleMachine(this.#source, handler).run(start)
    handler.finish(outcomeEnd(outcome))
    handler.tellHeldLoaders()
    if (outcome.kind === 'fault') this.#tellFault(outcome)
    if (handler.has('pickle-code/frame-violation')) this.#readAsFile(start)
    if (Math.min(handler.firstRaw, handler.firstInline) <= outcomeEnd(outcome)) this.#readWithoutJoblib(start, handler)
    for (const { offset, length } of handler.suspects()) this.#checkLiteral(offset, length)
    for (const { name, source } of handler.loaded()) await this.#scope.child(name, source)
    for (const file of handler.siblings()) await this.#readSibling(file)
    return outcome
  }

  /** Looks for pickles where no loader looks; an honest file has none that would do anything. */
  searchDormant(from: number): void {
    const to = Math.min(this.#source.size, from + searchedBytes)
    let after = from
    let left = searchSteps
    const spend = (steps: number): void => {
      left -= steps
      this.#spend(steps)
    }
    for (const start of findPickles(this.#source, from, to, this.#spend)) {
      if (start < after) continue
      if (left < 0) {
        this.#scope.gap('limit', 'too much looks like the beginning of a pickle to be searched', start, 0)
        return
      }
      spend(16)
      const { outcome, imports, effects, isLong } = tryPickle(this.#source, start, spend)
      if (!isLong && (imports === 0 || (outcome?.kind !== 'stop' && effects === 0))) continue
      const captured = capturingScope(this.#scope)
      const handler = new JudgingHandler(this.#source, start, captured.scope, this.#judge)
      const whole = new PickleMachine(this.#source, handler).run(start)
      if (!this.#tellDormant(captured, start, 'behind the end of a pickle')) continue
      after = outcomeEnd(whole)
      this.#scope.account('parsed', start, after - start)
      if (this.#dormant >= mostDormant) return
    }
  }

  #tellFault(fault: Extract<PickleOutcome, { kind: 'fault' }>): void {
    const { offset, detail, reason } = fault
    if (reason === 'malformed') this.#scope.find('pickle-code/malformed', { subject: 'malformed', detail, offset })
    this.#scope.gap(reason, detail, offset, 1)
  }

  #readAsFile(start: number): void {
    const source = refilledSource(this.#source, start, this.#spend)
    if (!source.isCut) return
    const scope = recordingScope(this.#scope, this.#reported, 'as unpicklers read it from a file')
    new PickleMachine(source, new JudgingHandler(source, 0, scope, this.#judge)).run(0)
  }

  /**
   * To a loader that does not know joblib the raw bytes of an array are opcodes. Numbers may look like a persistent id by
   * chance, never like the name of a function. The pickle of an array of objects is one with the rest to it, so that
   * indices of the memo mean other values: names then come out odd without any intent, and only dangerous ones count.
   */
  #readWithoutJoblib(start: number, { firstRaw, firstInline }: JudgingHandler): void {
    const raw = capturingScope(this.#scope)
    const inline = capturingScope(this.#scope, true)
    new PickleMachine(this.#source, {
      event: (event) => {
        if (event.offset >= firstRaw) {
          if (event.kind !== 'persistent') this.#judge(event, raw.scope)
        } else if (event.offset >= firstInline) this.#judge(event, inline.scope)
      },
      anomaly() {},
      steps: this.#spend,
    }).run(start)
    if (!this.#tellDormant(raw, firstRaw, 'in the bytes of an array')) {
      this.#tellDormant(inline, firstInline, 'in an array of objects')
    }
  }

  #checkLiteral(offset: number, length: number): void {
    const source = sliceOf(this.#source, offset, length)
    const { outcome, imports, effects, isLong } = tryPickle(source, 0, this.#spend)
    if (!isLong && (outcome?.kind !== 'stop' || imports + effects === 0)) return
    const captured = capturingScope(this.#scope)
    new PickleMachine(source, new JudgingHandler(source, 0, captured.scope, this.#judge)).run(0)
    this.#tellDormant(captured, offset, 'in a literal')
  }

  #tellDormant(captured: CapturingScope, offset: number, where: string): boolean {
    const gravest = captured.gravest()
    if (gravest === undefined) return false
    this.#dormant += 1
    const { subject, call } = gravest
    const detail = `a pickle lies ${where}: ${gravest.detail}`
    this.#scope.find('pickle-code/dormant', { subject, detail, offset, ...(call === undefined ? {} : { call }) })
    return true
  }

  async #readSibling(file: string): Promise<void> {
    const sibling = this.#scope.sibling(file)
    const subject = file
    if (sibling.kind === 'file') {
      if (sibling.isLink) this.#scope.find('external-data/link', { subject, detail: `${file} is a link` })
      this.#scope.fact({ kind: 'reference', to: file, why: 'joblib reads an array from it' })
      await this.#scope.child(file, sibling.open())
    } else if (sibling.kind === 'outside') {
      const detail = `joblib reads an array from ${file}, which lies elsewhere`
      this.#scope.find('external-data/escaping-path', { subject, detail })
    } else this.#scope.find('external-data/missing', { subject, detail: `joblib reads an array from ${file}` })
  }
}
