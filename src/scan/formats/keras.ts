import { looksLikeZip } from '../containers/zip/zip.ts'
import { openZip, scanMembers } from '../containers/zip/archive.ts'
import { peekZipNames } from '../containers/zip/directory.ts'
import type { FormatReader, Head, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { isConfigName } from './config/config-names.ts'
import { inspectConfig } from './json.ts'
import { scanKerasConfig } from './keras/config.ts'

/** The archive of Keras 3: a configuration, metadata, weights and assets in a zip. */
export const kerasReader: FormatReader = {
  format: 'keras',
  title: 'a Keras archive',
  recognises: (head) => looksLikeZip(head) && isKerasLayout(peekZipNames(head.source) ?? [], head.name),
  async read(source, scope) {
    const archive = openZip(source, scope)
    try {
      for (const member of archive.members) {
        if (!ownMembers.has(member.name)) continue
        const content = await archive.open(member)
        if (member.name === 'config.json') scanKerasConfig(content, scope, 'config.json')
        else readMetadata(content, scope)
      }
      await scanMembers(archive, scope, (name) => ownMembers.has(name))
    } finally {
      archive.close()
    }
  },
}

/** A configuration on its own, as `to_json` writes it. */
export const kerasConfigReader: FormatReader = {
  format: 'keras-config',
  title: 'a Keras configuration',
  recognises: looksLikeConfig,
  async read(source, scope) {
    scanKerasConfig(source, scope, 'the configuration')
    if (isConfigName(scope.name)) await inspectConfig(source, scope)
    scope.account('parsed', 0, source.size)
  },
}

const ownMembers = new Set(['config.json', 'metadata.json'])

/** Keras reads `config.json` before it misses anything else, so in a file of its name that alone is enough. */
function isKerasLayout(names: readonly string[], fileName: string): boolean {
  if (!names.includes('config.json')) return false
  return (
    fileName.endsWith('.keras') || names.some((name) => name === 'metadata.json' || name.startsWith('model.weights.'))
  )
}

const longestMetadata = 1 << 20

function readMetadata(content: ByteSource, scope: Scope): void {
  const text = new TextDecoder().decode(content.bytes(0, longestMetadata))
  const version = /"keras_version"\s{0,9}:\s{0,9}"([\w.+-]{1,40})"/.exec(text)?.[1]
  if (version !== undefined) scope.fact({ kind: 'producer', name: 'keras', version })
  scope.text(text, 'metadata.json')
}

function looksLikeConfig({ bytes, name }: Head): boolean {
  if (!name.endsWith('.json')) return false
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return (
    text.trimStart().startsWith('{') &&
    text.includes('"class_name"') &&
    (text.includes('"config"') || text.includes('"module"'))
  )
}
