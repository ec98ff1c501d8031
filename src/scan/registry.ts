import type { FormatReader } from './scope.ts'

/** Every format that is known. The first whose content test holds reads the bytes, so the order is from sure to vague. */
export const readers: readonly FormatReader[] = []
