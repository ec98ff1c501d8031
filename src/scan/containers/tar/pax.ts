/** Records "<length> <key>=<value>\n" of a POSIX.1-2001 extended header; what does not fit the form ends the reading. */
export function readPax(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>()
  const text = new TextDecoder()
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at)
    if (space < 0 || space - at > 10) break
    const digits = text.decode(bytes.subarray(at, space))
    const length = /^[0-9]+$/.test(digits) ? Number.parseInt(digits, 10) : 0
    const end = at + length
    const equals = bytes.indexOf(0x3d, space)
    if (end > bytes.length || equals < 0 || equals >= end || end <= space) break
    records.set(text.decode(bytes.subarray(space + 1, equals)), text.decode(bytes.subarray(equals + 1, end - 1)))
    at = end
  }
  return records
}
