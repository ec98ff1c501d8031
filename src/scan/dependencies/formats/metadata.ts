import { manifestReader } from '../manifest-reader.ts'
import { addRequirement } from './python-entries.ts'

/** Core metadata of an installed or packed distribution: itself, pinned, and the ranges that it asks for. */
export const metadataReader = manifestReader({
  format: 'python-metadata',
  title: 'the metadata of a Python distribution',
  style: {},
  recognises: ({ name, bytes }) =>
    /^(?:metadata|pkg-info)$/.test(name) && /^Metadata-Version:/i.test(new TextDecoder().decode(bytes.subarray(0, 64))),
  read(text, manifest) {
    const end = text.search(/\r?\n\r?\n/)
    const headers = (end < 0 ? text : text.slice(0, end)).split(/\r?\n/)
    const valueOf = (key: string) =>
      headers
        .find((line) => line.toLowerCase().startsWith(`${key}:`))
        ?.slice(key.length + 1)
        .trim()
    const [name, version] = [valueOf('name'), valueOf('version')]
    if (name !== undefined && version !== undefined) {
      manifest.add({ ecosystem: 'PyPI', name, version, specifier: `==${version}`, hashed: false })
    }
    for (const [index, line] of headers.entries()) {
      const key = 'requires-dist:'
      if (line.toLowerCase().startsWith(key)) addRequirement(line.slice(key.length), manifest, index + 1)
    }
  },
})
