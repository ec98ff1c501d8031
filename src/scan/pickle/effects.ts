import type { ByteSource } from '../source.ts'
import { pushTuple } from './containers.ts'
import type { PickleCursor } from './cursor.ts'
import type { PickleHandler } from './handler.ts'
import { LiteralText, type TextOrigin } from './literal-text.ts'
import { renamedImport } from './renamed-imports.ts'
import { PickleFault, type PickleStack } from './stack.ts'
import type { CallKind, CallValue, GlobalValue, Value } from './values.ts'

const mostGlobals = 10_000
const unknownValue: Value = { kind: 'unknown' }

/** The opcodes that reach outside: imports, calls, states, persistent ids, extensions. Each is told to the handler. */
export class PickleEffects {
  readonly #lines: TextOrigin
  readonly #handler: PickleHandler
  readonly #cursor: PickleCursor
  readonly #stack: PickleStack
  readonly #globals = new Map<string, GlobalValue>()
  /** As the last PROTO says. */
  protocol = 0

  constructor(source: ByteSource, handler: PickleHandler, cursor: PickleCursor, stack: PickleStack) {
    this.#lines = { source, encoding: 'strict-utf8' }
    this.#handler = handler
    this.#cursor = cursor
    this.#stack = stack
  }

  /** GLOBAL, and the first part of INST: the two lines that follow. */
  importLines(): Value {
    const module = this.#nameLine()
    return this.#import(module, this.#nameLine())
  }

  #nameLine(): LiteralText {
    this.#cursor.line()
    return new LiteralText(this.#lines, this.#cursor.lineOffset, this.#cursor.lineLength)
  }

  stackGlobal(): void {
    const name = this.#stack.pop()
    this.#stack.push(this.#import(this.#stack.pop(), name))
  }

  #import(module: Value, name: Value): Value {
    const exactModule = module instanceof LiteralText ? module.exact : undefined
    const exactName = name instanceof LiteralText ? name.exact : undefined
    if (exactModule === undefined || exactName === undefined) {
      this.#handler.event({ kind: 'unknown-import', module, name, offset: this.#cursor.opcodeOffset })
      return unknownValue
    }
    const global = this.#global(exactModule, exactName)
    this.#handler.event({ kind: 'import', global, offset: this.#cursor.opcodeOffset })
    return global
  }

  /** One value for one name, however often it is imported. */
  #global(module: string, name: string): GlobalValue {
    const [newModule, newName] = this.protocol < 3 ? renamedImport(module, name) : [module, name]
    const key = `${newModule}\n${newName}`
    const known = this.#globals.get(key)
    if (known !== undefined) return known
    const global: GlobalValue = { kind: 'global', module: newModule, name: newName, offset: this.#cursor.opcodeOffset }
    if (this.#globals.size < mostGlobals) this.#globals.set(key, global)
    return global
  }

  /** The unpickler written in Python imports before it looks for the mark, the one in C after. */
  instance(): void {
    const callee = this.importLines()
    pushTuple(this.#stack, this.#stack.popMark())
    const args = this.#stack.pop()
    this.#stack.push(callee)
    this.call('INST', args)
  }

  object(): void {
    const stack = this.#stack
    const from = stack.popMark()
    if (from >= stack.top) throw new PickleFault('the stack is empty')
    pushTuple(stack, from + 1)
    this.call('OBJ', stack.pop())
  }

  /** Replaces the callee on the stack by what the call gives. */
  call(how: CallKind, args: Value, keywords?: Value): void {
    const callee = this.#stack.pop()
    const offset = this.#cursor.opcodeOffset
    const result: CallValue = { kind: 'call', callee, args, how, offset, state: undefined }
    const withKeywords = keywords === undefined ? {} : { keywords }
    this.#handler.event({ kind: 'call', how, callee, args, ...withKeywords, offset })
    this.#stack.push(result)
  }

  /** Says whether raw data followed, which are not part of any frame. */
  build(): boolean {
    const state = this.#stack.pop()
    const target = this.#stack.peek()
    if (target.kind === 'call') target.state ??= state
    this.#handler.event({ kind: 'state', target, state, offset: this.#cursor.opcodeOffset })
    const resumption = this.#handler.built?.(target, this.#cursor.position)
    if (resumption === undefined) return false
    this.#stack.replaceTop(resumption.value)
    this.#cursor.seek(resumption.resumeAt)
    return true
  }

  persistent(id: Value): void {
    this.#handler.event({ kind: 'persistent', id, offset: this.#cursor.opcodeOffset })
    this.#stack.push({ kind: 'persistent', id })
  }

  extension(code: number): void {
    this.#handler.event({ kind: 'extension', code, offset: this.#cursor.opcodeOffset })
    this.#stack.push({ kind: 'extension', code })
  }
}
