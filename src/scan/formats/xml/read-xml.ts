import { TextDecoder } from 'node:util'
import { LimitReached, Malformed } from '../../limits.ts'
import type { Scope } from '../../scope.ts'
import type { ByteSource } from '../../source.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** How many elements lie around it. */
  readonly depth: number
  readonly offset: number
}

export interface XmlHandler {
  open(element: XmlElement): void
  close?(name: string): void
  text?(text: string): void
}

const chunkBytes = 1 << 16
const deepest = 1000
const longestText = 1 << 26

/**
 * Reads XML element by element. Document types and entities are refused: they are told, and reading goes on without them,
 * since nothing in them is ever resolved. Text is handed over whole, between tags.
 */
export async function readXml(source: ByteSource, scope: Scope, handler: XmlHandler): Promise<void> {
  const { SaxesParser } = await import('saxes')
  const parser = new SaxesParser({ position: true, xmlns: false })
  let depth = 0
  // Bytes since the parser last told of something: one text, comment or tag, which it keeps in memory.
  let kept = 0
  parser.on('doctype', (text) => {
    const what = text.includes('<!ENTITY') ? 'entities' : 'a document type'
    const detail = `the file declares ${what}: ${text.trim().slice(0, 200)}`
    scope.find('config-code/entity', { subject: what, detail, offset: parser.position })
  })
  parser.on('processinginstruction', ({ target, body }) => {
    if (target !== 'xml-stylesheet') return
    const detail = `the file has a style sheet: ${body.slice(0, 200)}`
    scope.find('config-code/entity', { subject: target, detail, offset: parser.position, level: 'medium' })
  })
  parser.on('opentag', ({ name, attributes }) => {
    scope.budget.steps(1)
    const local = name.slice(name.indexOf(':') + 1)
    if (depth > deepest) throw new LimitReached(`elements lie more than ${deepest} deep in each other`)
    if (local === 'include' && name !== local) {
      const detail = `the file includes another: ${String(attributes['href'])}`
      scope.find('config-code/entity', { subject: name, detail, offset: parser.position })
    }
    kept = 0
    handler.open({ name: local, attributes: new Map(Object.entries(attributes)), depth, offset: parser.position })
    depth += 1
  })
  parser.on('comment', () => {
    kept = 0
  })
  parser.on('closetag', ({ name }) => {
    kept = 0
    depth -= 1
    handler.close?.(name.slice(name.indexOf(':') + 1))
  })
  const onText = (text: string): void => {
    kept = 0
    handler.text?.(text)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('error', (error) => {
    throw new Malformed(`not well-formed: ${error.message}`)
  })
  const decoder = decoderFor(source)
  for (let at = 0; at < source.size; at += chunkBytes) {
    scope.budget.steps(1)
    kept += chunkBytes
    if (kept > longestText) throw new LimitReached(`a text of more than ${longestText} bytes`)
    parser.write(decoder.decode(source.bytes(at, chunkBytes), { stream: true }))
  }
  parser.close()
}

const encodings = new Set([
  'utf-8',
  'utf-16',
  'us-ascii',
  'ascii',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1250',
  'windows-1252',
])

/** By the byte order mark, or the declaration. What others read in a rare encoding, we would read as something else. */
function decoderFor(source: ByteSource): TextDecoder {
  const head = source.bytes(0, 200)
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be')
  const text = Buffer.from(head).toString('latin1')
  const declared =
    /^\s{0,9}<\?xml[^>]{1,100}?encoding\s{0,9}=\s{0,9}["']([\w.-]{1,40})["']/.exec(text)?.[1]?.toLowerCase() ?? 'utf-8'
  if (!encodings.has(declared)) throw new Malformed(`the encoding ${declared} is not one that models are written in`, 0)
  return new TextDecoder(declared === 'utf-16' ? 'utf-8' : declared)
}
