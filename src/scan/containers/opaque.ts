import type { FormatReader, Head, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'

interface OpaqueArchive {
  readonly format: string
  readonly title: string
  readonly magic: readonly number[]
}

const archives: readonly OpaqueArchive[] = [
  { format: '7z', title: 'a 7z archive', magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { format: 'rar', title: 'a RAR archive', magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { format: 'cab', title: 'a cabinet archive', magic: [0x4d, 0x53, 0x43, 0x46, 0, 0, 0, 0] },
]

/** Endings under which loaders of models would open it. */
const modelEndings = /\.(?:pt|pth|bin|ckpt|pkl|pickle|joblib|h5|keras|onnx|safetensors|gguf|np[yz]|zip|tar|mar|nemo)$/

/** Archives that are known but not opened: what they hold stays a gap, and no scan with one of them is clean. */
export const opaqueArchiveReaders: readonly FormatReader[] = archives.map(({ format, title, magic }) => ({
  format,
  title,
  recognises: ({ bytes }: Head) => magic.every((byte, at) => bytes[at] === byte),
  read: (source, scope) => read(title, source, scope),
}))

function read(title: string, source: ByteSource, scope: Scope): void {
  if (modelEndings.test(scope.name)) {
    scope.find('format/wrong-type', { subject: title, detail: `${scope.name} is ${title}.`, offset: 0 })
  }
  scope.gap('unsupported', `opaque archive: ${title} is not opened`, 0, source.size)
}
