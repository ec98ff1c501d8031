import { createHash } from 'node:crypto'
import { visibleText } from './visible-text.ts'

export interface Message {
  readonly text: string
}

/** A message; `{n}` would be a placeholder (§3.11.5) and `[text](target)` a link (§3.11.6), so neither is left. */
export function message(text: string): Message {
  return { text: braces(visibleText(text).replaceAll('](', '] (')) || '(empty)' }
}

export function braces(text: string): string {
  return text.replace(/[{}]/g, '$&$&')
}

/** What a notification of that kind says; GitHub refuses descriptors without a full description and help. */
export function notificationKind(id: string, text: string): object {
  return { id, shortDescription: message(text), fullDescription: message(text), help: message(text) }
}

/** The same for the same parts, whatever else a run found. */
export function fingerprintOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
