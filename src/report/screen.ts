import type { State } from './order.ts'
import type { Paint } from './paint.ts'
import { fit } from './text-width.ts'
import { oneLine } from './visible-text.ts'

/** What every line of a terminal is drawn with. */
export interface Screen {
  readonly width: number
  readonly paint: Paint
  readonly symbols: Readonly<Record<State, string>>
  /** Between two things on one line. */
  readonly dot: string
  readonly ellipsis: string
  /** Text of a report as this terminal can show it, on one line. */
  readonly say: (text: string) => string
}

/** A screen that draws with Unicode, or with ASCII only. Text of the data keeps its own characters. */
export function screenOf(width: number, paint: Paint, ascii = false): Screen {
  return ascii
    ? { width, paint, symbols: asciiSymbols, dot: ' - ', ellipsis: '~', say: (text) => toAscii(oneLine(text)) }
    : { width, paint, symbols: unicodeSymbols, dot: ' · ', ellipsis: '…', say: oneLine }
}

/** The text in the colour of a state. */
export function inColourOf(state: State, text: string, paint: Paint): string {
  switch (state) {
    case 'fail':
    case 'errored':
      return paint.red(text)
    case 'warn':
    case 'inconclusive':
      return paint.yellow(text)
    case 'pass':
      return paint.green(text)
    case 'skipped':
      return paint.dim(text)
  }
}

/** As many of the parts as fit on a line, the first ones first; never fewer than one, which is cut when it must be. */
export function joined(parts: readonly string[], width: number, { dot, ellipsis }: Screen): string {
  for (let shown = parts.length; shown > 1; shown--) {
    const line = parts.slice(0, shown).join(dot)
    if (fit(line, width) === line) return line
  }
  return fit(parts[0] ?? '', width, ellipsis)
}

const unicodeSymbols = { fail: '✗', errored: '‼', warn: '!', inconclusive: '?', skipped: '–', pass: '✓' } as const
const asciiSymbols = { fail: 'x', errored: 'E', warn: '!', inconclusive: '?', skipped: '-', pass: '+' } as const

/** The signs that our own sentences use. */
const ascii: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '—': '-',
  '…': '...',
  '·': '-',
  '×': 'x',
  '±': '+-',
  '≤': '<=',
  '≥': '>=',
  '→': '->',
  '←': '<-',
  '∞': 'infinity',
}

function toAscii(text: string): string {
  return text.replace(/[−–—…·×±≤≥→←∞]/g, (sign) => ascii[sign] ?? sign)
}
