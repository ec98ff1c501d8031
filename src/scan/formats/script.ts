import type { FormatReader } from '../scope.ts'

const longestSwept = 1 << 20
const longestFirstLine = 256
/** Files that say by their name that they are scripts; what Python does is read elsewhere. */
const scriptEndings = /\.(?:sh|bash|zsh|fish|csh|ksh|pl|rb|js|mjs|ts|lua|awk|tcl|r|php|command)$/
const pythonEnding = /\.(?:py|pyw|pyi|ipynb)$/

/** A text whose first line names the program that runs it (`#!`, execve(2)). */
export const scriptReader: FormatReader = {
  format: 'script',
  title: 'a script',
  recognises: ({ name, bytes }) => !pythonEnding.test(name) && interpreterOf(bytes) !== undefined,
  read(source, scope) {
    const interpreter = interpreterOf(source.bytes(0, longestFirstLine)) ?? ''
    const detail = `the content is a script for ${interpreter}`
    const observation = { subject: 'a script', detail, offset: 0 }
    if (scriptEndings.test(scope.name)) scope.find('native-code/program', { ...observation, level: 'low' })
    else scope.find('native-code/program', observation)
    scope.text(Buffer.from(source.bytes(0, longestSwept)).toString('utf8'), 'script', 0)
    scope.account('parsed', 0, source.size)
  },
}

/** The path behind `#!`, if the first line is one of printable characters. */
function interpreterOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return undefined
  const first = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, longestFirstLine)).toString('latin1')
  const line = first.slice(2, first.includes('\n') ? first.indexOf('\n') : undefined).trim()
  return /^\/[\x20-\x7e]+$/.test(line) ? line : undefined
}
