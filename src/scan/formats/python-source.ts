import { checkPython } from '../python/check-python.ts'
import type { FormatReader, Scope } from '../scope.ts'
import { isText, textOf } from './text-content.ts'

const named = /\.(?:py|pyw|pyi)$/
const interpreter = /^#![^\n]{0,200}\bpython[0-9.]*\b/
/** Longest source that is looked at; generated modules of libraries stay below. */
const longestPython = 8 * 2 ** 20

export const pythonReader: FormatReader = {
  format: 'python',
  title: 'Python source',
  recognises: ({ name, bytes }) => (named.test(name) || isScript(bytes)) && isText(bytes),
  read(source, scope) {
    const text = textOf(source, longestPython)
    if (text === undefined) {
      scope.gap('limit', `Python source of more than ${longestPython} bytes`, 0, source.size)
      return
    }
    readPython(text, 'the source', scope)
    scope.account('parsed', 0, source.size)
  },
}

/** Looks through one piece of source for what it does, and for credentials. */
function readPython(text: string, where: string, scope: Scope): void {
  scope.budget.steps(text.length)
  const { observations, isComplete } = checkPython(text)
  for (const observation of observations) scope.find('config-code/suspicious-python', observation)
  if (!isComplete) scope.gap('malformed', `${where} breaks off in a string, so that the rest could not be looked at`)
  scope.text(text, where, 0)
}

function isScript(bytes: Uint8Array): boolean {
  return bytes[0] === 0x23 && interpreter.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'))
}
