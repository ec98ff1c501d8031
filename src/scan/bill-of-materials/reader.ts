import { isConfigName } from '../formats/config/config-names.ts'
import type { FormatReader } from '../scope.ts'

const decoder = new TextDecoder()
const sizeAtMost = 64 * 2 ** 20

/** A bill of materials. Whether it fits the files is decided for its folder as a whole, in `compare-files.ts`. */
export const billOfMaterialsReader: FormatReader = {
  format: 'bill-of-materials',
  title: 'a CycloneDX bill of materials',
  recognises: ({ bytes, name }) =>
    bytes[0] === 0x7b && !isConfigName(name) && /"bomFormat"\s{0,9}:\s{0,9}"CycloneDX"/.test(decoder.decode(bytes)),
  async read(source, scope) {
    if (source.size > sizeAtMost) return scope.gap('limit', 'a bill of more than 64 MiB is not read', 0, source.size)
    const bytes = source.bytes(0, source.size)
    scope.account('parsed', 0, source.size)
    scope.text(decoder.decode(bytes), 'bill of materials')
    const { parseBillOfMaterials } = await import('./parse-bill.ts')
    if (parseBillOfMaterials(bytes) === undefined) {
      scope.find('bill-of-materials/differs', { subject: 'document', detail: 'it is no complete CycloneDX document' })
    }
  },
}
