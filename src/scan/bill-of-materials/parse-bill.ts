import { z } from 'zod'

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

/** The document in a file; undefined when it holds none. */
export function parseBillOfMaterials(bytes: Uint8Array): BillOfMaterials | undefined {
  try {
    return bomSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined
  }
}
