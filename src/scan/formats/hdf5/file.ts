import { ByteWindow } from '../../byte-window.ts'
import { Malformed } from '../../limits.ts'
import type { Scope } from '../../scope.ts'
import type { ByteSource } from '../../source.ts'

/** Numbers and addresses of one HDF5 file (HDF5 File Format Specification 3.0). Addresses count from `base`. */
export class Hdf5File {
  readonly source: ByteSource
  readonly scope: Scope
  readonly window: ByteWindow
  readonly base: number
  /** Bytes of an address. */
  readonly addressBytes: number
  /** Bytes of a length. */
  readonly lengthBytes: number

  constructor(source: ByteSource, scope: Scope, base: number, addressBytes: number, lengthBytes: number) {
    this.source = source
    this.scope = scope
    this.window = new ByteWindow(source)
    this.base = base
    this.addressBytes = addressBytes
    this.lengthBytes = lengthBytes
  }

  number(at: number, width: number): number {
    return this.window.unsigned(at, width)
  }

  length(at: number): number {
    return this.number(at, this.lengthBytes)
  }

  /** Where in the file the address at `at` leads; undefined for the address of nothing. Throws when it is outside. */
  address(at: number): number | undefined {
    const address = this.number(at, this.addressBytes)
    if (this.#isNothing(at)) return undefined
    if (!(address + this.base < this.source.size)) throw new Malformed('an address leads outside the file', at)
    return address + this.base
  }

  bytes(at: number, length: number): Uint8Array {
    if (!(length <= longestBytes)) throw new Malformed('a structure is absurdly long', at)
    const bytes = this.window.bytes(at, length)
    if (bytes.length < length) throw new Malformed('the file ends within a structure', at)
    return bytes
  }

  text(at: number, length: number): string {
    const bytes = this.bytes(at, length)
    const end = bytes.indexOf(0)
    return decoder.decode(end === -1 ? bytes : bytes.subarray(0, end))
  }

  /** Text up to a zero byte, which must come before `end`. */
  textTo(at: number, end: number): string {
    let stop = at
    while (stop < end && this.window.at(stop) > 0) stop += 1
    return this.text(at, stop - at)
  }

  /** Checks the four letters that a structure starts with, and its version. */
  expect(signature: string, at: number, version?: number): void {
    if (!this.window.has(signature, at)) throw new Malformed(`${signature} does not stand where it should`, at)
    if (version !== undefined && this.window.at(at + 4) !== version) {
      throw new Malformed(`${signature} has an unknown version`, at)
    }
  }

  parsed(at: number, length: number): void {
    this.scope.account('parsed', at, length)
  }

  step(): void {
    this.scope.budget.steps(1)
  }

  #isNothing(at: number): boolean {
    for (let index = 0; index < this.addressBytes; index++) if (this.window.at(at + index) !== 0xff) return false
    return true
  }
}

const longestBytes = 1 << 26
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
