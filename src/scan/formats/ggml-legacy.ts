import type { FormatReader } from '../scope.ts'

/** Little-endian magics of the formats before GGUF: unversioned, versioned, mappable, and adapters. */
const magics: ReadonlyMap<string, string> = new Map([
  ['lmgg', 'GGML'],
  ['fmgg', 'GGMF'],
  ['tjgg', 'GGJT'],
  ['algg', 'GGLA'],
])

const magicOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 4)).toString('latin1')

/** Files of llama.cpp before August 2023: told apart, not read, since the layout depends on the model inside. */
export const ggmlLegacyReader: FormatReader = {
  format: 'ggml',
  title: 'a GGML file',
  recognises: ({ bytes }) => bytes.length > 8 && magics.has(magicOf(bytes)),
  read(source, scope) {
    const name = magics.get(magicOf(source.bytes(0, 4))) ?? 'GGML'
    scope.gap('unsupported', `${name} is older than GGUF and is not read; convert it`, 0, source.size)
  },
}
