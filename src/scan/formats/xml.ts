import type { FormatReader, Head, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { OpenVinoHandler } from './xml/openvino.ts'
import { PmmlHandler } from './xml/pmml.ts'
import { readXml, type XmlElement } from './xml/read-xml.ts'

/** PMML (Data Mining Group, 3 and 4). */
const pmmlReader = readerOf('pmml', 'a PMML model', (head) => startsAsXml(head) && textOf(head).includes('<PMML'))

/** OpenVINO IR, versions 2 to 11. */
const openvinoReader = readerOf(
  'openvino',
  'an OpenVINO model',
  (head) => startsAsXml(head) && /<net[\s>]/.test(textOf(head)),
)

/** Any XML: the format says nothing, but document types and entities are a danger in all of them. */
const anyXmlReader = readerOf('xml', 'an XML file', (head) => /^\s*<\?xml\s/.test(textOf(head)) || isNamed(head))

export const xmlReaders: readonly FormatReader[] = [pmmlReader, openvinoReader, anyXmlReader]

function readerOf(format: string, title: string, recognises: (head: Head) => boolean): FormatReader {
  return { format, title, recognises, read: readByRoot }
}

/** By the first element, whatever comes before it: the head of the file may be filled with comments. */
async function readByRoot(source: ByteSource, scope: Scope): Promise<void> {
  const pmml = new PmmlHandler(scope)
  const openvino = new OpenVinoHandler(scope)
  let root: PmmlHandler | OpenVinoHandler | undefined
  await readXml(source, scope, {
    open(element: XmlElement) {
      if (element.depth === 0) root = element.name === 'PMML' ? pmml : element.name === 'net' ? openvino : undefined
      root?.open(element)
    },
    close: (name) => {
      if (root === pmml) pmml.close(name)
    },
    text: (text) => {
      if (root === pmml) pmml.text(text)
    },
  })
  root?.finish()
  scope.account('parsed', 0, source.size)
}

function startsAsXml(head: Head): boolean {
  return textOf(head).trimStart().startsWith('<')
}

function isNamed(head: Head): boolean {
  return (head.name.endsWith('.xml') || head.name.endsWith('.pmml')) && startsAsXml(head)
}

/** UTF-16 looks the same without its zeros. */
function textOf({ bytes }: Head): string {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const start = isWide ? 2 : isMarked ? 3 : 0
  const text = Buffer.from(bytes.subarray(start)).toString('latin1')
  return isWide ? text.replaceAll('\0', '') : text
}
