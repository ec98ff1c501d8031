import { type Bundle, bundleSchema } from './bundle.ts'

/** The bundle in a file; undefined when it holds none. */
export function parseBundle(bytes: Uint8Array): Bundle | undefined {
  try {
    return bundleSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined
  }
}
