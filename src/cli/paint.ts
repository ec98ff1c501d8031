import pico from 'picocolors'
import type { Paint } from '../report/paint.ts'
import { plain } from '../report/paint.ts'

/** Colours when the stream is a terminal that wants them: `--no-color` and NO_COLOR switch them off, FORCE_COLOR on. */
export function paintFor(stream: { readonly isTTY?: boolean }): Paint {
  const off =
    process.argv.includes('--no-color') || (process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb'
  const on = (process.env['FORCE_COLOR'] ?? '0') !== '0' || stream.isTTY === true
  if (off || !on) return plain
  const { red, yellow, green, cyan, bold, dim } = pico.createColors(true)
  return { red, yellow, green, cyan, bold, dim }
}
