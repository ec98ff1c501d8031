import type { ScanLevel } from '../core/scan-level.ts'
import type { ScanFact, ScanGap } from '../core/scan-report.ts'
import type { Budget } from './limits.ts'
import type { AllowList } from './pickle/policy/allow-list.ts'
import type { RuleId } from './rules/index.ts'
import type { ByteSource } from './source.ts'

/** What a reader says of what it saw. Everything but `subject` and `detail` is optional. */
export interface Observation {
  /** Stable from run to run: a name, a call, an operator. */
  readonly subject: string
  /** What was seen, as one sentence. */
  readonly detail: string
  readonly offset?: number
  readonly length?: number
  readonly call?: string
  /** Other than the level of the rule, where this case is better or worse than most. */
  readonly level?: ScanLevel
}

/** Where bytes of a source went; what a reader leaves out is looked at as a member of its own, or becomes a gap. */
export type ByteUse = 'parsed' | 'data' | 'member'

/** A file that another names by a relative path. Nothing outside the scanned folder (or archive) is ever opened. */
export type Sibling =
  | { readonly kind: 'file'; readonly size: number; readonly isLink: boolean; open(): ByteSource }
  | { readonly kind: 'directory' | 'missing' | 'outside' }

/**
 * All that a reader may touch besides its bytes. One scope belongs to one source: a file, or a member at some depth.
 * Nothing here throws but the budget.
 */
export interface Scope {
  /** Last part of the name of the file or member, in lower case. A hint, never proof. */
  readonly name: string
  /** The same as it is spelt, for names that are made of it. */
  readonly spelling: string
  readonly depth: number
  readonly budget: Budget
  readonly allow: AllowList
  find(rule: RuleId, observation: Observation): void
  /** What could not be analysed: the scan is then incomplete. The bytes count as opaque. */
  gap(reason: ScanGap['reason'], detail: string, offset?: number, length?: number): void
  account(use: ByteUse, offset: number, length: number): void
  fact(fact: ScanFact): void
  /**
   * Scans bytes found inside as a file of their own: recognised by content, read, listed. The caller accounts for
   * the place where they lie (as `member`, or `parsed` when they were also decoded). `siblings` serves members of an archive.
   */
  child(name: string, source: ByteSource, siblings?: (relative: string) => Sibling): Promise<void>
  sibling(relative: string): Sibling
  /** Text that people write into metadata: looked through for credentials and addresses. */
  text(text: string, where: string, offset?: number): void
}

export interface Head {
  /** Lower-case last part of the name. */
  readonly name: string
  /** The first 4,096 bytes. */
  readonly bytes: Uint8Array
  readonly source: ByteSource
}

/** One format: a test of content that costs little, and a reader. */
export interface FormatReader {
  readonly format: string
  readonly title: string
  recognises(head: Head): boolean
  /** Throws `Malformed` when it cannot go on, `LimitReached` through the budget, nothing else. */
  read(source: ByteSource, scope: Scope): void | Promise<void>
}
