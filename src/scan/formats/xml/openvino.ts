import type { Scope } from '../../scope.ts'
import { kindOfPath } from '../data-path.ts'
import type { XmlElement, XmlHandler } from './read-xml.ts'

/** Sets of operators that OpenVINO itself brings. Anything else comes from a library. */
const ownSets = /^(?:opset\d{1,2}|experimental|ie_internal_opset|type_relaxed_opset|util|ov_internal)$/
const libraryKeys = new Set(['library', 'kernel', 'file', 'path', 'model_path', 'config_file'])

const elementBits: ReadonlyMap<string, number> = new Map([
  ...['u1', 'boolean'].map((name) => [name, 1] as const),
  ...['i4', 'u4', 'nf4', 'f4e2m1'].map((name) => [name, 4] as const),
  ...['i8', 'u8', 'f8e4m3', 'f8e5m2', 'f8e8m0'].map((name) => [name, 8] as const),
  ...['i16', 'u16', 'f16', 'bf16'].map((name) => [name, 16] as const),
  ...['i32', 'u32', 'f32'].map((name) => [name, 32] as const),
  ...['i64', 'u64', 'f64'].map((name) => [name, 64] as const),
])

const absurdCount = 2 ** 50

/** OpenVINO IR: layers with the sets that their types come from, and values in a `.bin` beside it. */
export class OpenVinoHandler implements XmlHandler {
  readonly #scope: Scope
  readonly #told = new Set<string>()
  #layer: { readonly type: string; readonly name: string } = { type: '', name: '' }
  /** Past the last byte that is asked for of the file of values. */
  #end = 0
  #endOffset = 0

  constructor(scope: Scope) {
    this.#scope = scope
  }

  open({ name, attributes, offset }: XmlElement): void {
    const value = attributes.get('value')
    if (name === 'net')
      this.#scope.fact({ kind: 'property', name: 'OpenVINO IR version', value: attributes.get('version') ?? '' })
    else if (name === 'layer') this.#openLayer(attributes, offset)
    else if (name === 'data') this.#openData(attributes, offset)
    else if ((name === 'Runtime_version' || name === 'MO_version') && value !== undefined) {
      this.#scope.fact({ kind: 'producer', name: 'openvino', version: value })
    } else if (name === 'blob' || name === 'weights' || name === 'biases') this.#openBlob(attributes, offset)
  }

  /** Compares with the file of values, which has the name of this one. */
  finish(): void {
    if (this.#end === 0) return
    const path = `${this.#scope.spelling.replace(/\.xml$/i, '')}.bin`
    const sibling = this.#scope.sibling(path)
    this.#scope.fact({ kind: 'reference', to: path, why: 'external data' })
    const place = { subject: path, offset: this.#endOffset }
    if (sibling.kind !== 'file') {
      this.#scope.find('external-data/missing', { ...place, detail: `the values in ${path} are not beside the model` })
      return
    }
    if (sibling.isLink)
      this.#scope.find('external-data/link', { ...place, detail: `${path} is a link to another file` })
    if (this.#end <= sibling.size) return
    const detail = `bytes up to ${this.#end} of ${path} are asked for, which has ${sibling.size}`
    this.#scope.find('external-data/out-of-range', { ...place, detail })
  }

  #openLayer(attributes: ReadonlyMap<string, string>, offset: number): void {
    const [type, set] = [attributes.get('type') ?? '', attributes.get('version')]
    this.#layer = { type, name: attributes.get('name') ?? '' }
    // Before version 10, layers had no set.
    const isOwn = set === undefined ? !type.startsWith('Custom') && type !== 'Python' : ownSets.test(set)
    const key = `${set ?? ''} ${type}`
    if (isOwn || this.#told.has(key)) return
    this.#told.add(key)
    const subject = set === undefined ? type : `${set}.${type}`
    if (this.#scope.allow.allows('graph-ops', subject)) return
    const detail = `the layer ${this.#layer.name} is of the type ${subject}, which OpenVINO does not bring`
    this.#scope.find('graph-ops/custom-library', { subject, detail, offset })
  }

  #openData(attributes: ReadonlyMap<string, string>, offset: number): void {
    for (const [key, path] of attributes) {
      if (!libraryKeys.has(key) || kindOfPath(path) === 'plain' || kindOfPath(path) === 'empty') continue
      const detail = `the layer ${this.#layer.name} names ${path} as ${key}`
      this.#scope.find('external-data/escaping-path', { subject: path, detail, offset })
    }
    const shape = attributes.get('shape')
    const count = shape === undefined ? undefined : this.#countOf(shape, offset)
    if (!attributes.has('offset') || !attributes.has('size')) return
    const size = this.#openBlob(attributes, offset)
    const bits = elementBits.get(attributes.get('element_type') ?? '')
    if (size === undefined || count === undefined || bits === undefined || size >= Math.ceil((count * bits) / 8)) return
    const detail = `the constant ${this.#layer.name} has ${count} values and only ${size} bytes`
    this.#scope.find('format/lying-size', { subject: this.#layer.name, detail, offset })
  }

  /** Returns the size that is asked for. */
  #openBlob(attributes: ReadonlyMap<string, string>, offset: number): number | undefined {
    const start = numberOf(attributes.get('offset'))
    const size = numberOf(attributes.get('size'))
    if (start === undefined || size === undefined || !Number.isSafeInteger(start + size)) {
      const [at, length] = [attributes.get('offset'), attributes.get('size')]
      const detail = `the layer ${this.#layer.name} asks for ${length} bytes at ${at}, which is no place in a file`
      this.#scope.find('external-data/out-of-range', { subject: this.#layer.name, detail, offset })
      return undefined
    }
    if (start + size > this.#end) [this.#end, this.#endOffset] = [start + size, offset]
    return size
  }

  #countOf(shape: string, offset: number): number | undefined {
    const sizes = shape.split(',').map((part) => part.trim())
    // Shapes of inputs may be open: `?` or `1..4`.
    if (!sizes.every((size) => /^-?\d+$/.test(size))) return shape.trim() === '' ? 1 : undefined
    const count = sizes.reduce((product, size) => product * Number(size), 1)
    if (sizes.every((size) => Number(size) >= -1) && count <= absurdCount) return count < 0 ? undefined : count
    const detail = `the layer ${this.#layer.name} has the shape ${shape.slice(0, 200)}`
    this.#scope.find('format/absurd-number', { subject: this.#layer.name, detail, offset })
    return undefined
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
