import { isText, textOf } from '../formats/text-content.ts'
import { textReader } from '../formats/text.ts'
import { LimitReached } from '../limits.ts'
import type { FormatReader, Head, Scope } from '../scope.ts'
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
    recognises: (head) => format.recognises(head) && isText(head.bytes),
    async read(source, scope) {
      await alsoAs.read(source, scope)
      const text = textOf(source, longest)
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

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0]!
}
