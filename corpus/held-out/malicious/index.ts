import type { MaliciousSample } from '../../malicious/sample.ts'
import { samples as archives } from './archives.ts'
import { samples as documents } from './documents.ts'
import { samples as hub } from './hub.ts'
import { samples as names } from './pickle-names.ts'
import { samples as opcodes } from './pickle-opcodes.ts'
import { samples as streams } from './pickle-streams.ts'

export const families: Readonly<Record<string, readonly MaliciousSample[]>> = {
  opcodes,
  names,
  streams,
  archives,
  documents,
  hub,
}
