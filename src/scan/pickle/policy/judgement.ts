import type { ScanLevel } from '../../../core/scan-level.ts'
import type { RuleId } from '../../rules/index.ts'
import type { Scope } from '../../scope.ts'
import type { PickleEvent } from '../events.ts'
import { eventAsPseudoCode } from './pseudo-code.ts'

export interface JudgeContext {
  /** The pickle belongs to a checkpoint of PyTorch. */
  readonly isTorch: boolean
  readonly member: string
}

const mostRemembered = 20_000
const remembered = new WeakMap<Scope, Set<string>>()

/** One event under judgement. The same thing said of the same name is said once for each source. */
export class Judgement {
  readonly scope: Scope
  readonly context: JudgeContext
  readonly #event: PickleEvent

  constructor(event: PickleEvent, scope: Scope, context: JudgeContext) {
    this.#event = event
    this.scope = scope
    this.context = context
  }

  get event(): PickleEvent {
    return this.#event
  }

  say(rule: RuleId, subject: string, detail: string, level?: ScanLevel): void {
    let said = remembered.get(this.scope)
    if (said === undefined) remembered.set(this.scope, (said = new Set()))
    const key = `${rule}\n${level ?? ''}\n${subject}`
    if (said.has(key)) return
    if (said.size < mostRemembered) said.add(key)
    const call = this.#event.kind === 'import' ? {} : { call: eventAsPseudoCode(this.#event) }
    const graded = level === undefined ? {} : { level }
    this.scope.find(rule, { subject, detail, offset: this.#event.offset, ...call, ...graded })
  }
}
