/** Whether one of the magics, a character per byte, stands at the offset. */
export function hasMagic(bytes: Uint8Array, magics: readonly string[], offset = 0): boolean {
  return magics.some((magic) => {
    for (let index = 0; index < magic.length; index += 1) {
      if (bytes[offset + index] !== magic.charCodeAt(index)) return false
    }
    return true
  })
}
