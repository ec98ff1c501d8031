import { opcode, type OpcodeName } from '../../src/scan/pickle/opcodes.ts'
import { ByteWriter } from './byte-writer.ts'
import { mutate } from './mutate.ts'
import type { Random } from './random.ts'

/** What stands on the stack, as far as it decides which opcodes make sense. */
type Kind = 'text' | 'class' | 'instance' | 'tuple' | 'list' | 'dict' | 'set' | 'other' | 'mark'

const modules = ['os', 'builtins', '__builtin__', 'copy_reg', 'm', 'a.b', 'exceptions', 'é', 'urllib', 'x y', '']
const names = ['system', 'eval', 'xrange', 'quote', 'f', 'C.method', 'OSError', 'ü', 'n', '__dict__.get', '']
const escapes = [
  String.raw`\x6fs`,
  String.raw`\157s`,
  String.raw`\u006fs`,
  String.raw`sys\x74em`,
  'o\\',
  String.raw`\'`,
]
const extensions = [1, 2, 40, 300, 70_000]
const badExtensions = [0, 41, -1]

/** A pickle of any protocol: mostly in order, with every opcode in every place that makes sense, then perhaps broken. */
export function generatePickle(random: Random): Uint8Array {
  const bytes = new PickleGenerator(random).generate()
  return random.chance(0.3) ? mutate(bytes, random) : bytes
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)
const isObject = (kind: Kind | undefined): boolean => kind === 'class' || kind === 'instance'
const isHashable = (kind: Kind): boolean => kind === 'text' || kind === 'other' || isObject(kind)

class PickleGenerator {
  readonly #random: Random
  readonly #out = new ByteWriter()
  readonly #stack: Kind[] = []
  readonly #memo = new Map<number, Kind>()
  readonly #protocol: number
  #frameStart = -1

  constructor(random: Random) {
    this.#random = random
    this.#protocol = random.below(6)
  }

  generate(): Uint8Array {
    if (this.#protocol >= 2 || this.#random.chance(0.1)) this.#op('PROTO').uint8(this.#protocol)
    if (this.#protocol >= 4 && this.#random.chance(0.7)) this.#openFrame()
    const count = 3 + this.#random.below(40)
    for (let at = 0; at < count; at++) {
      this.#step()
      if (this.#protocol >= 4 && this.#random.chance(0.04)) this.#nextFrame()
    }
    if (this.#stack.length === 0 || this.#stack.at(-1) === 'mark') this.#literal()
    this.#op('STOP')
    if (this.#frameStart >= 0) this.#closeFrame()
    if (this.#random.chance(0.05)) this.#literal()
    return this.#out.bytes()
  }

  /** Now and then, what makes loaders raise. */
  #isOdd(): boolean {
    return this.#random.chance(0.02)
  }

  #op(name: OpcodeName): ByteWriter {
    return this.#out.uint8(opcode[name])
  }

  #step(): void {
    const roll = this.#random.below(100)
    const top = this.#stack.at(-1)
    if (roll < 24 || top === undefined) this.#literal()
    else if (roll < 36) this.#import()
    else if (roll < 46) this.#call()
    else if (roll < 58) this.#container()
    else if (roll < 68) this.#collect()
    else if (roll < 86) this.#memory()
    else if (roll < 93) this.#shuffle()
    else this.#rare()
  }

  #openFrame(): void {
    this.#op('FRAME')
    this.#frameStart = this.#out.length
    this.#out.uint64(0)
  }

  /** The right length, but for some that are a little off. */
  #closeFrame(): void {
    const off = this.#random.chance(0.12) ? this.#random.below(9) - 4 : 0
    this.#out.uint32At(this.#frameStart, Math.max(0, this.#out.length - this.#frameStart - 8 + off))
    this.#frameStart = -1
  }

  #nextFrame(): void {
    if (this.#frameStart >= 0 && !this.#random.chance(0.05)) this.#closeFrame()
    if (this.#random.chance(0.8)) this.#openFrame()
  }

  #push(kind: Kind): void {
    this.#stack.push(kind)
  }

  #literal(): void {
    if (this.#random.chance(0.55))
      return this.#text(this.#random.chance(0.5) ? this.#random.pick(names) : this.#random.pick(modules))
    const out = this.#out
    switch (this.#random.below(16)) {
      case 0:
        this.#op('INT').line(
          this.#random.pick(this.#isOdd() ? ['010', '', 'x'] : ['7', '00', '01', '-3', '0x1f', ' 5 ', '1_0']),
        )
        break
      case 1:
        this.#op('LONG').line(
          this.#random.pick(this.#isOdd() ? ['x', ''] : ['7L', '99999999999999999999L', '-3', '0L']),
        )
        break
      case 2:
        this.#op('BININT').uint32(this.#random.below(2 ** 32))
        break
      case 3:
        this.#op('BININT2').uint8(this.#random.below(256)).uint8(this.#random.below(256))
        break
      case 4:
        this.#op('LONG1').counted(1, this.#someBytes(9))
        break
      case 5:
        this.#op('LONG4').counted(4, this.#someBytes(9))
        break
      case 6:
        this.#op('FLOAT').line(this.#random.pick(this.#isOdd() ? ['x'] : ['1.5', 'nan', 'inf', '-1e9']))
        break
      case 7:
        this.#op('BINFLOAT').raw(new Uint8Array(8))
        break
      case 8:
        this.#op(this.#random.pick(['NONE', 'NEWTRUE', 'NEWFALSE'] as const))
        break
      case 9:
        this.#op('SHORT_BINBYTES').counted(1, this.#someBytes(20))
        break
      case 10:
        this.#op('BINBYTES').counted(4, this.#someBytes(20))
        break
      case 11:
        this.#op('BINBYTES8').counted(8, this.#someBytes(20))
        break
      case 13:
        this.#op('BYTEARRAY8').counted(8, this.#someBytes(20))
        return this.#push('list')
      case 12:
        this.#op('NEXT_BUFFER')
        if (this.#random.chance(0.5)) this.#op('READONLY_BUFFER')
        break
      default:
        out.uint8(opcode.BININT1).uint8(this.#random.below(256))
    }
    this.#push('other')
  }

  #someBytes(atMost: number): Uint8Array {
    const length = this.#random.below(atMost)
    return Uint8Array.from({ length }, () => this.#random.below(256))
  }

  /** A text by any of the opcodes that give one. */
  #text(text: string): void {
    const random = this.#random
    const written = random.chance(0.12) ? random.pick(escapes) : text
    const ascii = isAscii(text) || this.#isOdd() ? text : 'os'
    switch (random.below(8)) {
      case 0: {
        const quote = this.#isOdd() ? '' : random.pick(["'", '"'])
        this.#op('STRING').line(`${quote}${written}${quote}`)
        break
      }
      case 1:
        this.#op('UNICODE').line(written)
        break
      case 2:
        this.#op('BINSTRING').counted(4, this.#out.encode(ascii))
        break
      case 3:
        this.#op('SHORT_BINSTRING').counted(1, this.#out.encode(ascii))
        break
      case 4:
        this.#op('BINUNICODE').counted(4, this.#out.encode(text))
        break
      case 5:
        this.#op('BINUNICODE8').counted(8, this.#out.encode(text))
        break
      default:
        this.#op('SHORT_BINUNICODE').counted(1, this.#out.encode(text))
    }
    this.#push('text')
  }

  #import(): void {
    const random = this.#random
    const [module, name] = [random.pick(modules), random.pick(names)]
    switch (random.below(5)) {
      case 0:
        this.#op('GLOBAL').line(module).line(name)
        this.#push('class')
        return
      case 1:
        if (this.#mark() < 0) this.#pushMark()
        this.#op('INST').line(module).line(name)
        this.#stack.length = Math.max(0, this.#mark())
        this.#push('instance')
        return
      case 2:
        if (this.#stack.at(-1) !== 'text' || this.#stack.at(-2) !== 'text') return this.#literal()
        break
      default:
        this.#text(module)
        this.#text(name)
        if (random.chance(0.3)) this.#memory()
        if (this.#stack.at(-1) !== 'text' || this.#stack.at(-2) !== 'text') return
    }
    this.#op('STACK_GLOBAL')
    this.#stack.length -= 2
    this.#push('class')
  }

  #call(): void {
    const random = this.#random
    if (!isObject(this.#stack.at(-1))) {
      if (this.#stack.at(-1) !== 'tuple' || !isObject(this.#stack.at(-2))) return this.#import()
      this.#stack.pop()
    } else if (random.chance(0.25)) {
      this.#text('state')
      this.#op('BUILD')
      this.#stack.pop()
      return
    } else this.#op('EMPTY_TUPLE')
    const how = this.#stack.at(-1) === 'class' ? random.below(5) : 4
    if (how === 0) this.#op('EMPTY_DICT')
    this.#op(how === 0 ? 'NEWOBJ_EX' : how === 1 ? 'NEWOBJ' : 'REDUCE')
    this.#stack[this.#stack.length - 1] = 'instance'
  }

  #container(): void {
    const random = this.#random
    switch (random.below(6)) {
      case 0:
        this.#op('EMPTY_LIST')
        return this.#push('list')
      case 1:
        this.#op('EMPTY_DICT')
        return this.#push('dict')
      case 2:
        this.#op('EMPTY_SET')
        return this.#push('set')
      case 3:
        this.#op('EMPTY_TUPLE')
        return this.#push('tuple')
      default:
        return this.#pushMark()
    }
  }

  #pushMark(): void {
    this.#op('MARK')
    this.#push('mark')
  }

  #mark(): number {
    return this.#stack.lastIndexOf('mark')
  }

  /** Takes values from the stack into a container or a call. */
  #collect(): void {
    const random = this.#random
    const mark = this.#mark()
    const above = this.#stack.length - 1 - mark
    if (mark < 0 || random.chance(0.35)) {
      if (above >= 3 && random.chance(0.3)) return this.#replace(3, 'TUPLE3', 'tuple')
      if (above >= 2 && random.chance(0.3)) return this.#replace(2, 'TUPLE2', 'tuple')
      if (above >= 2 && /list|class|instance/.test(this.#stack.at(-2)!)) return this.#drop(1, 'APPEND')
      if (above >= 3 && isHashable(this.#stack.at(-2)!) && /dict|class|instance/.test(this.#stack.at(-3)!))
        return this.#drop(2, 'SETITEM')
      if (above >= 1) return this.#replace(1, 'TUPLE1', 'tuple')
      return this.#literal()
    }
    const under = this.#stack[mark - 1]
    const items = this.#stack.slice(mark + 1)
    const isPairs = above % 2 === 0 && items.every((kind, at) => at % 2 === 1 || isHashable(kind))
    const roll = random.below(7)
    if (roll === 0 && this.#stack[mark + 1] === 'class') return this.#replace(above + 1, 'OBJ', 'instance')
    if (roll === 1) return this.#replace(above + 1, 'LIST', 'list')
    if (roll === 2 && isPairs) return this.#replace(above + 1, 'DICT', 'dict')
    if (roll === 3 && items.every(isHashable)) return this.#replace(above + 1, 'FROZENSET', 'other')
    if (roll >= 4 && (under === 'list' || isObject(under))) return this.#drop(above + 1, 'APPENDS')
    if (roll >= 4 && under === 'dict' && isPairs) return this.#drop(above + 1, 'SETITEMS')
    if (roll >= 4 && under === 'set' && items.every(isHashable)) return this.#drop(above + 1, 'ADDITEMS')
    return this.#replace(above + 1, 'TUPLE', 'tuple')
  }

  #drop(count: number, name: OpcodeName): void {
    this.#op(name)
    this.#stack.length -= count
  }

  #replace(count: number, name: OpcodeName, kind: Kind): void {
    this.#drop(count, name)
    this.#push(kind)
  }

  /** PUT and GET by all their opcodes, MEMOIZE, DUP. */
  #memory(): void {
    const random = this.#random
    const top = this.#stack.at(-1)
    if (top !== 'mark' && top !== undefined && random.chance(0.5)) {
      const index = random.chance(0.8) ? random.below(8) : random.below(300)
      if (random.chance(0.35)) {
        this.#op('MEMOIZE')
        this.#memo.set(this.#memo.size, top)
        return
      }
      this.#index(index, 'PUT', 'BINPUT', 'LONG_BINPUT')
      this.#memo.set(index, top)
      return
    }
    const known = [...this.#memo.keys()]
    if (known.length === 0 && random.chance(0.95)) return this.#literal()
    const index = known.length === 0 || random.chance(0.02) ? random.below(10) : random.pick(known)
    this.#index(index, 'GET', 'BINGET', 'LONG_BINGET')
    this.#push(this.#memo.get(index) ?? 'other')
  }

  #index(index: number, line: OpcodeName, short: OpcodeName, long: OpcodeName): void {
    const random = this.#random
    const how = random.below(4)
    if (how === 0)
      this.#op(line).line(
        random.pick([`${index}`, ` ${index}`, `0${index}`, `+${index}`, this.#isOdd() ? `${index}L` : `${index}`]),
      )
    else if (how === 1 || index > 255) this.#op(long).uint32(index)
    else this.#op(short).uint8(index)
  }

  #shuffle(): void {
    const top = this.#stack.at(-1)
    switch (this.#random.below(4)) {
      case 0:
        this.#op('POP')
        this.#stack.pop()
        return
      case 1:
        if (this.#mark() < 0) return this.#literal()
        this.#op('POP_MARK')
        this.#stack.length = this.#mark()
        return
      default:
        if (top === 'mark' || top === undefined) return this.#literal()
        this.#op('DUP')
        this.#push(top)
    }
  }

  #rare(): void {
    const random = this.#random
    const code = random.pick(this.#isOdd() ? badExtensions : extensions)
    switch (random.below(8)) {
      case 0:
        this.#op('PERSID').line(this.#isOdd() ? 'é' : random.pick(['id', 'os', '7']))
        return this.#push('other')
      case 1:
        if (this.#stack.at(-1) === 'mark' || this.#stack.length === 0) return this.#literal()
        this.#op('BINPERSID')
        this.#stack.pop()
        return this.#push('other')
      case 2:
        this.#op('EXT1').uint8(code < 256 ? code & 255 : 7)
        return this.#push('class')
      case 3:
        this.#op('EXT2')
          .uint8(code & 255)
          .uint8((code >> 8) & 255)
        return this.#push('class')
      case 4:
        this.#op('EXT4').uint32(code >>> 0)
        return this.#push('class')
      case 5:
        if (random.chance(0.2)) this.#op('PROTO').uint8(random.below(7))
        return
      case 6:
        if (random.chance(0.1)) this.#out.uint8(random.below(256))
        return
      default:
        return this.#import()
    }
  }
}
