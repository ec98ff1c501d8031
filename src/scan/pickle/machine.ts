import type { ByteSource } from '../source.ts'
import { addItems, emptyContainer, emptyTuple, firstOf, pushTuple } from './containers.ts'
import { PickleCursor } from './cursor.ts'
import { decodeLong } from './decode-number.ts'
import { PickleEffects } from './effects.ts'
import type { AnomalyRule, PickleHandler } from './handler.ts'
import { LiteralText, longestText, type TextOrigin } from './literal-text.ts'
import { Memo } from './memo.ts'
import { mayBeginPickle, opcode as op } from './opcodes.ts'
import {
  bufferValue,
  falseValue,
  longNumber,
  noneValue,
  smallNumbers,
  trueValue,
  unknownValue,
} from './plain-values.ts'
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

  /** One opcode. Numbers, as only for these the engine makes a table of jumps. */
  #run(code: number | undefined): void {
    const stack = this.#stack
    const cursor = this.#cursor
    switch (code) {
      case 0x4a: // BININT
        return stack.push({ kind: 'number', value: cursor.int32() })
      case 0x4b: // BININT1
        return stack.push(smallNumbers[cursor.uint8()]!)
      case 0x4d: // BININT2
        return stack.push({ kind: 'number', value: cursor.uint16() })
      case 0x47: // BINFLOAT
        return stack.push({ kind: 'number', value: cursor.float64() })
      case 0x68: // BINGET
        return stack.push(this.#get(cursor.uint8()))
      case 0x6a: // LONG_BINGET
        return stack.push(this.#get(cursor.uint32()))
      case 0x71: // BINPUT
        return this.#put(cursor.uint8())
      case 0x72: // LONG_BINPUT
        return this.#put(cursor.uint32())
      case 0x94: // MEMOIZE
        return this.#memo.set(this.#memo.size, stack.peek())
      case 0x8c: // SHORT_BINUNICODE
        return this.#text(cursor.uint8(), this.#utf8)
      case 0x58: // BINUNICODE
        return this.#text(cursor.uint32(), this.#utf8)
      case 0x8d: // BINUNICODE8
        return this.#text(cursor.uint64(), this.#utf8)
      case 0x55: // SHORT_BINSTRING
        return this.#text(cursor.uint8(), this.#latin1)
      case 0x54: // BINSTRING
        return this.#text(cursor.int32(), this.#latin1)
      case 0x43: // SHORT_BINBYTES
        return this.#bytes(cursor.uint8())
      case 0x42: // BINBYTES
        return this.#bytes(cursor.uint32())
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return this.#bytes(cursor.uint64())
      case 0x4e: // NONE
        return stack.push(noneValue)
      case 0x88: // NEWTRUE
        return stack.push(trueValue)
      case 0x89: // NEWFALSE
        return stack.push(falseValue)
      case 0x28: // MARK
        return stack.mark()
      case 0x30: // POP
        return stack.discard()
      case 0x31: // POP_MARK
        return stack.cut(stack.popMark())
      case 0x32: // DUP
        return stack.push(this.#again(stack.peek()))
      case 0x29: // EMPTY_TUPLE
        return stack.push(emptyTuple)
      case 0x5d: // EMPTY_LIST
        return stack.push(emptyContainer('list'))
      case 0x7d: // EMPTY_DICT
        return stack.push(emptyContainer('dict'))
      case 0x8f: // EMPTY_SET
        return stack.push(emptyContainer('set'))
      case 0x74: // TUPLE
        return pushTuple(stack, stack.popMark())
      case 0x85: // TUPLE1
        return this.#lastAsTuple(1)
      case 0x86: // TUPLE2
        return this.#lastAsTuple(2)
      case 0x87: // TUPLE3
        return this.#lastAsTuple(3)
      case 0x6c: // LIST
        return this.#container('list')
      case 0x64: // DICT
        return this.#container('dict')
      case 0x91: // FROZENSET
        return this.#container('frozenset')
      case 0x61: // APPEND
        return this.#add('list', 'append', stack.top - 1)
      case 0x65: // APPENDS
        return this.#add('list', 'extend', stack.popMark())
      case 0x73: // SETITEM
        return this.#add('dict', '__setitem__', stack.top - 2)
      case 0x75: // SETITEMS
        return this.#add('dict', '__setitem__', stack.popMark())
      case 0x90: // ADDITEMS
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
      case 0x63: // GLOBAL
        return stack.push(this.#effects.importLines())
      case 0x93: // STACK_GLOBAL
        return this.#effects.stackGlobal()
      case 0x69: // INST
        return this.#effects.instance()
      case 0x6f: // OBJ
        return this.#effects.object()
      case 0x52: // REDUCE
        return this.#effects.call('REDUCE', stack.pop())
      case 0x81: // NEWOBJ
        return this.#effects.call('NEWOBJ', stack.pop())
      case 0x92: {
        // NEWOBJ_EX
        const keywords = stack.pop()
        return this.#effects.call('NEWOBJ_EX', stack.pop(), keywords)
      }
      case 0x62: // BUILD
        return this.#build()
      case 0x50: // PERSID
        return this.#effects.persistent(this.#lineText(this.#latin1))
      case 0x51: // BINPERSID
        return this.#effects.persistent(stack.pop())
      case 0x82: // EXT1
        return this.#effects.extension(cursor.uint8())
      case 0x83: // EXT2
        return this.#effects.extension(cursor.uint16())
      case 0x84: // EXT4
        return this.#effects.extension(cursor.int32())
      case 0x80: // PROTO
        return this.#proto(cursor.uint8())
      case 0x95: // FRAME
        return this.#enterFrame(cursor.uint64())
      case 0x49: // INT
        return this.#int()
      case 0x4c: // LONG
        return this.#number(cursor.integerLine(0))
      case 0x8a: // LONG1
        return this.#long(cursor.uint8())
      case 0x8b: // LONG4
        return this.#long(cursor.int32())
      case 0x46: // FLOAT
        return this.#number(Number(cursor.lineString('latin1')))
      case 0x53: // STRING
        return stack.push(this.#lineText(this.#quoted))
      case 0x56: // UNICODE
        return stack.push(this.#lineText(this.#rawUnicode))
      case 0x67: // GET
        return stack.push(this.#get(cursor.integerLine(10)))
      case 0x70: // PUT
        return this.#put(cursor.integerLine(10))
      case 0x97: // NEXT_BUFFER
        return stack.push(bufferValue)
      case 0x98: // READONLY_BUFFER
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
    if (text === '01' || text === '00') this.#stack.push(text === '01' ? trueValue : falseValue)
    else this.#number(this.#cursor.integer(text, 0))
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
    if (value !== undefined) return this.#again(value)
    this.#anomaly('pickle-code/malformed', `nothing is stored in the memo under ${String(index)}`)
    return unknownValue
  }

  #again(value: Value): Value {
    if (value.kind === 'global') this.#handler.again?.(value)
    return value
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
