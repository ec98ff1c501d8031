import type { Scope } from '../../scope.ts'
import type { ByteRuns } from '../byte-runs.ts'
import type { ByteWindow } from '../../byte-window.ts'
import type { WireCursor } from '../../protobuf/wire-cursor.ts'

/** What is gathered of one model while its bytes are walked; judged when all of it was seen. */
export interface OnnxModel {
  readonly scope: Scope
  readonly window: ByteWindow
  readonly runs: ByteRuns
  /** By domain and name, where each operator stands first. */
  readonly operators: Map<string, OperatorUse>
  /** Functions that the model defines itself, as `domain:name`. */
  readonly functions: Set<string>
  /** Ranges of fields that no version of the format has. */
  readonly unknown: { readonly name: string; readonly start: number; readonly end: number }[]
}

interface OperatorUse {
  readonly domain: string
  readonly name: string
  readonly node: string
  readonly offset: number
}

const unknownAtMost = 1000

/** A field that the format does not have: loaders skip it, so bytes could hide in it. */
export function passUnknown(cursor: WireCursor, within: string, model: OnnxModel): void {
  if (cursor.wire !== 2 || model.unknown.length >= unknownAtMost) return
  model.unknown.push({ name: `${within} field ${cursor.field}`, start: cursor.start, end: cursor.end })
}

/** Key and value of a StringStringEntryProto. */
export function readEntry(cursor: WireCursor): readonly [key: string, value: string] {
  let key = ''
  let value = ''
  while (cursor.next()) {
    if (cursor.isBytes(1)) key = cursor.text()
    else if (cursor.isBytes(2)) value = cursor.text()
  }
  return [key, value]
}
