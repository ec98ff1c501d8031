import { z } from 'zod'
import type { FormatReader } from '../scope.ts'

/** What is compared of a CycloneDX document (ECMA-424): the files it lists, with their hashes. */
const bomSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z
    .array(
      z.object({
        type: z.string(),
        name: z.string(),
        hashes: z.array(z.object({ alg: z.string(), content: z.string() })).default([]),
      }),
    )
    .default([]),
})

export type BillOfMaterials = z.infer<typeof bomSchema>

const decoder = new TextDecoder()
const sizeAtMost = 64 * 2 ** 20

/** A bill of materials. Whether it fits the files is decided for its folder as a whole, in `compare-files.ts`. */
export const billOfMaterialsReader: FormatReader = {
  format: 'bill-of-materials',
  title: 'a CycloneDX bill of materials',
  recognises: ({ bytes }) => bytes[0] === 0x7b && /"bomFormat"\s{0,9}:\s{0,9}"CycloneDX"/.test(decoder.decode(bytes)),
  read(source, scope) {
    if (source.size > sizeAtMost) return scope.gap('limit', 'a bill of more than 64 MiB is not read', 0, source.size)
    const bytes = source.bytes(0, source.size)
    scope.account('parsed', 0, source.size)
    scope.text(decoder.decode(bytes), 'bill of materials')
    if (parseBillOfMaterials(bytes) === undefined) {
      scope.find('bill-of-materials/differs', { subject: 'document', detail: 'it is no complete CycloneDX document' })
    }
  },
}

export function parseBillOfMaterials(bytes: Uint8Array): BillOfMaterials | undefined {
  try {
    return bomSchema.parse(JSON.parse(decoder.decode(bytes)))
  } catch {
    return undefined
  }
}
