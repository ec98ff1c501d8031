import type { ByteSource } from '../../source.ts'

/** Schemas that an archive hands to the driver, each with the members that it turns out to name as plain bytes. */
export const schemaSources = new WeakMap<ByteSource, Set<string>>()
