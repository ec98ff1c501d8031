import { isText, textOf } from '../formats/text-content.ts'
import { textReader } from '../formats/text.ts'
import { LimitReached } from '../limits.ts'
import type { FormatReader, Head, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { Manifest, type ManifestStyle } from './manifest.ts'

export interface ManifestFormat {
  readonly format: string
  readonly title: string
  readonly style: ManifestStyle
  readonly recognises: (head: Head) => boolean
  /** May throw whatever its parser throws. */
  readonly read: (text: string, manifest: Manifest, scope: Scope) => void | Promise<void>
  /** Reads the same bytes for what else they can hold; as a text, unless told. */
  readonly alsoAs?: FormatReader
  /** Longer files are a gap, since parsers of such languages hold all of it in memory. */
  readonly longest?: number
}

const usualLength = 32 * 2 ** 20

/** A list of dependencies as a format: its packages are listed, and the whole is also read as what it is besides, so that
 * the name of such a list hides nothing from other rules. */
export function manifestReader({
  longest = usualLength,
  alsoAs = textReader,
  style,
  ...format
}: ManifestFormat): FormatReader {
  return {
    format: format.format,
    title: format.title,
    recognises: (head) => format.recognises(head) && (isText(head.bytes) || isUtf16(head.bytes)),
    async read(source, scope) {
      const text = isUtf16(source.bytes(0, 2)) ? readUtf16(source, longest, scope) : textOf(source, longest)
      if (!isUtf16(source.bytes(0, 2))) await alsoAs.read(source, scope)
      if (text === undefined) {
        scope.gap('limit', `a list of dependencies of more than ${longest} bytes`)
        return
      }
      const manifest = new Manifest(scope, style)
      try {
        await format.read(text, manifest, scope)
      } catch (error) {
        if (error instanceof LimitReached || (error as Error).name === 'AbortError') throw error
        const detail = `The dependencies cannot be read: ${firstLine(error)}`
        scope.find('format/malformed', { subject: format.format, detail, level: 'low' })
        scope.gap('malformed', detail)
      }
      manifest.close()
    },
  }
}

/** What PowerShell makes of `pip freeze > requirements.txt`, and pip reads. */
function isUtf16(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe
}

function readUtf16(source: ByteSource, longest: number, scope: Scope): string | undefined {
  if (source.size > longest) return undefined
  const text = new TextDecoder('utf-16le').decode(source.bytes(0, source.size))
  scope.text(text, 'the list')
  scope.account('parsed', 0, source.size)
  return text
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0]!
}
