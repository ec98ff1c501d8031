import { isConfigName } from '../formats/config/config-names.ts'
import type { FormatReader } from '../scope.ts'

const decoder = new TextDecoder()

/** A signature file. Whether it is good is decided for its folder as a whole, in `check-signatures.ts`. */
export const signatureReader: FormatReader = {
  format: 'model-signature',
  title: 'a signature of model files',
  recognises: ({ bytes, name }) =>
    bytes[0] === 0x7b && !isConfigName(name) && decoder.decode(bytes).includes('application/vnd.dev.sigstore.bundle'),
  async read(source, scope) {
    scope.account('parsed', 0, source.size)
    if (source.size > 2 ** 26) return scope.gap('limit', 'a signature of more than 64 MiB is not read', 0, source.size)
    const { parseBundle } = await import('./parse-bundle.ts')
    const parsed = parseBundle(source.bytes(0, source.size))
    if (parsed === undefined)
      scope.find('signature/invalid', { subject: 'bundle', detail: 'it is no complete Sigstore bundle' })
  },
}
