import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version in package.json, which lies two folders up both in the sources and in the built package. */
export const version: string = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
).version
