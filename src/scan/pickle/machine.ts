import type { ByteSource } from '../source.ts'
import { addItems, emptyContainer, emptyTuple, firstOf, pushTuple } from './containers.ts'
import { PickleCursor } from './cursor.ts'
import { decodeInteger, decodeLong } from './decode-number.ts'
import { PickleEffects } from './effects.ts'
import type { AnomalyRule, PickleHandler } from './handler.ts'
import { LiteralText, longestText, type TextOrigin } from './literal-text.ts'
import { Memo } from './memo.ts'
import { opcode as op } from './opcodes.ts'
import { PickleFault, PickleStack } from './stack.ts'
import type { ContainerValue, Value } from './values.ts'

export type PickleOutcome =
  | { readonly kind: 'stop'; readonly end: number; readonly value: Value }
  /** `offset` is that of the opcode at which no loader goes on. */
  | {
      readonly kind: 'fault'
      readonly offset: number
      readonly detail: string
      readonly reason: PickleFault['reason']
    }

const stepsPerReport = 4096
/** A memo index that no loader minds. */
const harmlessIndex = 1 << 20

const noneValue: Value = { kind: 'none' }
const trueValue: Value = { kind: 'boolean', value: true }
const falseValue: Value = { kind: 'boolean', value: false }
const unknownValue: Value = { kind: 'unknown' }
const bufferValue: Value = { kind: 'buffer' }
const longNumber: Value = { kind: 'number', value: undefined }
const smallNumbers: readonly Value[] = Array.from({ length: 256 }, (_, value) => ({ kind: 'number', value }))

/** PROTO, GLOBAL or MARK; or a byte that was not at hand. */
const mayBeginPickle = (byte: number | undefined): boolean =>
  byte === op.PROTO || byte === op.GLOBAL || byte === op.MARK || byte === undefined

/**
 * Runs one pickle without doing what it says: stack, marks and memo are those of CPython, values are abstract, and all
 * that would reach outside is told to the handler. Where loaders differ it takes the reading that does more. A machine
 * runs one pickle, as a loader's memo does not outlive its pickle.
 */
export class PickleMachine {
  readonly #source: ByteSource
  readonly #handler: PickleHandler
  readonly #cursor: PickleCursor
  readonly #stack = new PickleStack()
  readonly #memo = new Memo()
  readonly #effects: PickleEffects
  readonly #utf8: TextOrigin
  readonly #latin1: TextOrigin
  readonly #quoted: TextOrigin
  readonly #rawUnicode: TextOrigin
  #start = 0
  #frameEnd = Number.POSITIVE_INFINITY

  constructor(source: ByteSource, handler: PickleHandler) {
    this.#source = source
    this.#handler = handler
    this.#utf8 = { source, encoding: 'utf8' }
    this.#latin1 = { source, encoding: 'latin1' }
    this.#quoted = { source, encoding: 'quoted' }
    this.#rawUnicode = { source, encoding: 'raw-unicode' }
    const abuse = (detail: string) => this.#anomaly('pickle-code/memo-abuse', detail)
    this.#cursor = new PickleCursor(source, abuse, (count) => handler.steps(count))
    this.#effects = new PickleEffects(source, handler, this.#cursor, this.#stack)
  }

  run(start: number): PickleOutcome {
    this.#start = start
    this.#cursor.seek(start)
    try {
      const value = this.#runAll()
      return { kind: 'stop', end: this.#cursor.position, value }
    } catch (error) {
      if (!(error instanceof PickleFault)) throw error
      return { kind: 'fault', offset: this.#cursor.opcodeOffset, detail: error.message, reason: error.reason }
    }
  }

  #runAll(): Value {
    const cursor = this.#cursor
    for (let left = stepsPerReport; ; left--) {
      if (left === 0) {
        this.#handler.steps(stepsPerReport)
        left = stepsPerReport
      }
      const code = cursor.opcode()
      if (cursor.opcodeOffset >= this.#frameEnd) this.#leaveFrame()
      if (code === op.STOP) {
        this.#handler.steps(stepsPerReport - left)
        return this.#stop()
      }
      this.#run(code)
    }
  }

  /** One opcode. */
  #run(code: number | undefined): void {
    const stack = this.#stack
    const cursor = this.#cursor
    switch (code) {
      case op.BININT:
        return stack.push({ kind: 'number', value: cursor.int32() })
      case op.BININT1:
        return stack.push(smallNumbers[cursor.uint8()]!)
      case op.BININT2:
        return stack.push({ kind: 'number', value: cursor.uint16() })
      case op.BINFLOAT:
        return stack.push({ kind: 'number', value: cursor.float64() })
      case op.BINGET:
        return stack.push(this.#get(cursor.uint8()))
      case op.LONG_BINGET:
        return stack.push(this.#get(cursor.uint32()))
      case op.BINPUT:
        return this.#put(cursor.uint8())
      case op.LONG_BINPUT:
        return this.#put(cursor.uint32())
      case op.MEMOIZE:
        return this.#memo.set(this.#memo.size, stack.peek())
      case op.SHORT_BINUNICODE:
        return this.#text(cursor.uint8(), this.#utf8)
      case op.BINUNICODE:
        return this.#text(cursor.uint32(), this.#utf8)
      case op.BINUNICODE8:
        return this.#text(cursor.uint64(), this.#utf8)
      case op.SHORT_BINSTRING:
        return this.#text(cursor.uint8(), this.#latin1)
      case op.BINSTRING:
        return this.#text(cursor.int32(), this.#latin1)
      case op.SHORT_BINBYTES:
        return this.#bytes(cursor.uint8())
      case op.BINBYTES:
        return this.#bytes(cursor.uint32())
      case op.BINBYTES8:
      case op.BYTEARRAY8:
        return this.#bytes(cursor.uint64())
      case op.NONE:
        return stack.push(noneValue)
      case op.NEWTRUE:
        return stack.push(trueValue)
      case op.NEWFALSE:
        return stack.push(falseValue)
      case op.MARK:
        return stack.mark()
      case op.POP:
        return stack.discard()
      case op.POP_MARK:
        return stack.cut(stack.popMark())
      case op.DUP:
        return stack.push(stack.peek())
      case op.EMPTY_TUPLE:
        return stack.push(emptyTuple)
      case op.EMPTY_LIST:
        return stack.push(emptyContainer('list'))
      case op.EMPTY_DICT:
        return stack.push(emptyContainer('dict'))
      case op.EMPTY_SET:
        return stack.push(emptyContainer('set'))
      case op.TUPLE:
        return pushTuple(stack, stack.popMark())
      case op.TUPLE1:
        return this.#lastAsTuple(1)
      case op.TUPLE2:
        return this.#lastAsTuple(2)
      case op.TUPLE3:
        return this.#lastAsTuple(3)
      case op.LIST:
        return this.#container('list')
      case op.DICT:
        return this.#container('dict')
      case op.FROZENSET:
        return this.#container('frozenset')
      case op.APPEND:
        return this.#add('list', 'append', stack.top - 1)
      case op.APPENDS:
        return this.#add('list', 'extend', stack.popMark())
      case op.SETITEM:
        return this.#add('dict', '__setitem__', stack.top - 2)
      case op.SETITEMS:
        return this.#add('dict', '__setitem__', stack.popMark())
      case op.ADDITEMS:
        return this.#add('set', 'add', stack.popMark())
      case undefined:
        throw new PickleFault('the pickle ends before STOP')
      default:
        return this.#runRare(code)
    }
  }

  /** Those that are few in a file, or reach outside. */
  #runRare(code: number): void {
    const stack = this.#stack
    const cursor = this.#cursor
    switch (code) {
      case op.GLOBAL:
        return stack.push(this.#effects.importLines())
      case op.STACK_GLOBAL:
        return this.#effects.stackGlobal()
      case op.INST:
        return this.#effects.instance()
      case op.OBJ:
        return this.#effects.object()
      case op.REDUCE:
        return this.#effects.call('REDUCE', stack.pop())
      case op.NEWOBJ:
        return this.#effects.call('NEWOBJ', stack.pop())
      case op.NEWOBJ_EX: {
        const keywords = stack.pop()
        return this.#effects.call('NEWOBJ_EX', stack.pop(), keywords)
      }
      case op.BUILD:
        return this.#build()
      case op.PERSID:
        return this.#effects.persistent(this.#lineText(this.#latin1))
      case op.BINPERSID:
        return this.#effects.persistent(stack.pop())
      case op.EXT1:
        return this.#effects.extension(cursor.uint8())
      case op.EXT2:
        return this.#effects.extension(cursor.uint16())
      case op.EXT4:
        return this.#effects.extension(cursor.int32())
      case op.PROTO:
        return this.#proto(cursor.uint8())
      case op.FRAME:
        return this.#enterFrame(cursor.uint64())
      case op.INT:
        return this.#int()
      case op.LONG:
        return this.#number(cursor.integerLine(0))
      case op.LONG1:
        return this.#long(cursor.uint8())
      case op.LONG4:
        return this.#long(cursor.int32())
      case op.FLOAT:
        return this.#number(Number(cursor.lineString('latin1')))
      case op.STRING:
        return stack.push(this.#lineText(this.#quoted))
      case op.UNICODE:
        return stack.push(this.#lineText(this.#rawUnicode))
      case op.GET:
        return stack.push(this.#get(cursor.integerLine(10)))
      case op.PUT:
        return this.#put(cursor.integerLine(10))
      case op.NEXT_BUFFER:
        return stack.push(bufferValue)
      case op.READONLY_BUFFER:
        stack.peek()
        return
      default:
        throw new PickleFault(`0x${code.toString(16).padStart(2, '0')} is not an opcode`)
    }
  }

  // Numbers and literals.

  #number(value: number | undefined): void {
    this.#stack.push(value === undefined || Number.isNaN(value) ? longNumber : { kind: 'number', value })
  }

  #int(): void {
    const plain = this.#cursor.plainInteger()
    if (plain !== undefined) return this.#number(plain)
    const text = this.#cursor.lineString('latin1')
    if (text === '01') this.#stack.push(trueValue)
    else if (text === '00') this.#stack.push(falseValue)
    else this.#number(text === undefined ? undefined : decodeInteger(text, 0))
  }

  #long(length: number): void {
    const offset = this.#cursor.counted(length)
    this.#number(length > 32 ? undefined : decodeLong(this.#source.bytes(offset, length)))
  }

  #text(length: number, origin: TextOrigin): void {
    const offset = this.#cursor.counted(length)
    if (length > longestText || mayBeginPickle(this.#cursor.firstByte)) this.#handler.literal?.(offset, length)
    this.#stack.push(new LiteralText(origin, offset, length))
  }

  #lineText(origin: TextOrigin): LiteralText {
    this.#cursor.line()
    const { lineOffset, lineLength } = this.#cursor
    if (lineLength > longestText) this.#handler.literal?.(lineOffset, lineLength)
    return new LiteralText(origin, lineOffset, lineLength)
  }

  #bytes(length: number): void {
    const offset = this.#cursor.counted(length)
    this.#handler.literal?.(offset, length)
    this.#stack.push({ kind: 'bytes', offset, length })
  }

  // Containers and memo.

  #lastAsTuple(count: number): void {
    const from = this.#stack.top - count
    this.#stack.below(from + 1)
    pushTuple(this.#stack, from)
  }

  #container(kind: ContainerValue['kind']): void {
    const from = this.#stack.popMark()
    const value = emptyContainer(kind)
    this.#checkPairs(kind, from)
    addItems(value, this.#stack, from, this.#stack.top)
    this.#stack.cut(from)
    this.#stack.push(value)
  }

  /** Adds what stands above `from` to what stands just below. */
  #add(kind: ContainerValue['kind'], method: 'append' | 'extend' | '__setitem__' | 'add', from: number): void {
    const stack = this.#stack
    const target = stack.below(from)
    const { top } = stack
    if (target.kind === kind) addItems(target, stack, from, top)
    else {
      this.#handler.event({
        kind: 'method',
        target,
        method,
        items: firstOf(stack, from, top),
        offset: this.#cursor.opcodeOffset,
      })
    }
    this.#checkPairs(kind, from)
    stack.cut(from)
  }

  #checkPairs(kind: ContainerValue['kind'], from: number): void {
    if (kind === 'dict' && (this.#stack.top - from) % 2 !== 0) throw new PickleFault('a key has no value')
  }

  #get(index: number | undefined): Value {
    const value = index === undefined ? undefined : this.#memo.get(index)
    if (value !== undefined) return value
    this.#anomaly('pickle-code/malformed', `nothing is stored in the memo under ${String(index)}`)
    return unknownValue
  }

  #put(index: number | undefined): void {
    const value = this.#stack.peek()
    if (index === undefined || (index > harmlessIndex && index > this.#cursor.opcodeOffset - this.#start)) {
      const shown = index === undefined ? 'an index of absurd length' : `index ${index}`
      this.#anomaly('pickle-code/memo-abuse', `the memo is written at ${shown}, for which loaders allocate memory`)
    }
    if (index === undefined) return
    if (index >= 0) this.#memo.set(index, value)
    else this.#anomaly('pickle-code/malformed', 'the memo is written at no valid index')
  }

  // Protocol, frames and the end.

  /** Raw data are read from the file itself, so a frame must end before them. */
  #build(): void {
    const end = this.#cursor.position
    if (!this.#effects.build()) return
    if (end < this.#frameEnd && this.#frameEnd !== Number.POSITIVE_INFINITY) {
      this.#anomaly('pickle-code/frame-violation', 'raw data follow before the end of a frame')
    }
    this.#frameEnd = Number.POSITIVE_INFINITY
  }

  #proto(version: number): void {
    if (version > 5) this.#anomaly('pickle-code/malformed', `protocol ${version} does not exist`)
    if (this.#cursor.opcodeOffset !== this.#start)
      this.#anomaly('pickle-code/malformed', 'the protocol is set again in midstream')
    this.#effects.protocol = version
  }

  #enterFrame(length: number): void {
    if (this.#frameEnd !== Number.POSITIVE_INFINITY) {
      this.#anomaly('pickle-code/frame-violation', 'a frame begins inside a frame')
    }
    this.#frameEnd = this.#cursor.position + length
  }

  #leaveFrame(): void {
    if (this.#cursor.opcodeOffset > this.#frameEnd) {
      this.#anomaly('pickle-code/frame-violation', 'an opcode crosses the end of its frame')
    }
    this.#frameEnd = Number.POSITIVE_INFINITY
  }

  #stop(): Value {
    const value = this.#stack.pop()
    if (this.#frameEnd !== Number.POSITIVE_INFINITY && this.#cursor.position !== this.#frameEnd) {
      this.#anomaly('pickle-code/frame-violation', 'the pickle stops inside a frame')
    }
    return value
  }

  #anomaly(rule: AnomalyRule, detail: string): void {
    this.#handler.anomaly(rule, detail, this.#cursor.opcodeOffset)
  }
}
