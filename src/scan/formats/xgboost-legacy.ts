import type { FormatReader, Head, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { faultOf } from './boosted-tree.ts'
import { hasMagic } from './magic.ts'

/** Sizes of the records (xgboost 0.4 to 1.7: `LearnerModelParamLegacy`, `GBTreeModelParam`, `TreeParam`, `RegTree::Node`). */
const learnerBytes = 136
const forestBytes = 160
const linearBytes = 136
const treeBytes = 148
const nodeBytes = 20
const statisticBytes = 16

const objective = /^[a-z]{2,20}:[a-z_]{2,30}$/
const boosters: ReadonlySet<string> = new Set(['gbtree', 'gblinear', 'dart'])
const longestName = 64

/** The binary form of XGBoost models before JSON. Counts are checked against the bytes, and every tree must be walkable. */
export const xgboostLegacyReader: FormatReader = {
  format: 'xgboost-legacy',
  title: 'an XGBoost model in the old binary form',
  recognises: ({ bytes }) => headerOf(bytes) !== undefined,
  read(source, scope) {
    const header = headerOf(source.bytes(0, 4096))
    if (header === undefined) return
    scope.fact({ kind: 'producer', name: 'xgboost', version: null })
    scope.fact({ kind: 'property', name: 'objective', value: header.objective })
    scope.fact({ kind: 'property', name: 'num_feature', value: String(header.features) })
    const reader = new LegacyReader(source, scope, header)
    reader.read()
    scope.account('parsed', 0, reader.at)
  },
}

interface Header {
  readonly objective: string
  readonly booster: string
  readonly features: number
  readonly hasAttributes: boolean
  readonly hasMetrics: boolean
  /** Where the booster begins. */
  readonly end: number
}

function headerOf(bytes: Head['bytes']): Header | undefined {
  const start = hasMagic(bytes, ['binf']) ? 4 : 0
  if (bytes.length < start + learnerBytes + 16) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const name = shortText(view, start + learnerBytes)
  const booster = name === undefined ? undefined : shortText(view, name.end)
  if (name === undefined || booster === undefined || !objective.test(name.text) || !boosters.has(booster.text))
    return undefined
  return {
    objective: name.text,
    booster: booster.text,
    features: view.getUint32(start + 4, true),
    hasAttributes: view.getInt32(start + 12, true) !== 0,
    hasMetrics: view.getInt32(start + 16, true) !== 0,
    end: booster.end,
  }
}

function shortText(view: DataView, at: number): { text: string; end: number } | undefined {
  if (at + 8 > view.byteLength || view.getUint32(at + 4, true) !== 0) return undefined
  const length = view.getUint32(at, true)
  if (length > longestName || at + 8 + length > view.byteLength) return undefined
  const text = Buffer.from(view.buffer, view.byteOffset + at + 8, length).toString('latin1')
  return { text, end: at + 8 + length }
}

class LegacyReader {
  at: number
  readonly #source: ByteSource
  readonly #scope: Scope
  readonly #header: Header

  constructor(source: ByteSource, scope: Scope, header: Header) {
    this.#source = source
    this.#scope = scope
    this.#header = header
    this.at = header.end
  }

  read(): void {
    const { booster, hasAttributes, hasMetrics } = this.#header
    const isRead = booster === 'gblinear' ? this.#linear() : this.#forest(booster === 'dart')
    if (!isRead) return
    if (hasAttributes && !this.#texts(2)) return
    if (hasMetrics && !this.#texts(1)) return
    // Some objectives keep one more number, as text.
    if (this.at + 8 <= this.#source.size && this.#long() <= longestName) this.#text()
  }

  #linear(): boolean {
    if (!this.#has(linearBytes + 8, 'the linear model')) return false
    this.at += linearBytes
    return this.#skipFloats('weights')
  }

  #forest(hasDrops: boolean): boolean {
    if (!this.#has(forestBytes, 'the forest')) return false
    const trees = this.#view(4).getInt32(0, true)
    this.at += forestBytes
    if (trees < 0 || !this.#has(trees * (treeBytes + 4), `${trees} trees`))
      return this.#lies('num_trees', `${trees} trees do not fit`)
    for (let index = 0; index < trees; index += 1) if (!this.#tree(index)) return false
    if (!this.#has(4 * trees, 'the groups of the trees')) return false
    this.at += 4 * trees
    return !hasDrops || this.#skipFloats('weight_drop')
  }

  #tree(index: number): boolean {
    if (!this.#has(treeBytes, `tree ${index}`)) return false
    const nodes = this.#view(8).getInt32(4, true)
    this.at += treeBytes
    const length = nodes * (nodeBytes + statisticBytes)
    if (nodes < 1 || this.at + length > this.#source.size)
      return this.#lies(`tree ${index}`, `tree ${index} has ${nodes} nodes, which do not fit`)
    this.#scope.budget.steps(nodes)
    const fault = faultOf(this.#shape(nodes), this.#header.features)
    if (fault !== undefined) this.#lies(`tree ${index}`, `tree ${index}: ${fault}`)
    this.at += length
    return true
  }

  #shape(nodes: number): { left: number[]; right: number[]; features: number[] } {
    const bytes = this.#source.bytes(this.at, nodes * nodeBytes)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const shape: { left: number[]; right: number[]; features: number[] } = { left: [], right: [], features: [] }
    for (let node = 0; node < nodes; node += 1) {
      shape.left.push(view.getInt32(node * nodeBytes + 4, true))
      shape.right.push(view.getInt32(node * nodeBytes + 8, true))
      shape.features.push(view.getUint32(node * nodeBytes + 12, true) & 0x7fffffff)
    }
    return shape
  }

  #skipFloats(what: string): boolean {
    if (!this.#has(8, what)) return false
    const length = this.#long()
    if (this.at + 8 + 4 * length > this.#source.size)
      return this.#lies(what, `${what} has ${length} values, which do not fit`)
    this.at += 8 + 4 * length
    return true
  }

  /** A list of texts or of pairs of texts. */
  #texts(perItem: 1 | 2): boolean {
    if (!this.#has(8, 'the attributes')) return false
    const count = this.#long()
    if (count * perItem * 8 > this.#source.size - this.at)
      return this.#lies('attributes', `${count} attributes do not fit`)
    this.at += 8
    this.#scope.budget.steps(count)
    for (let index = 0; index < count * perItem; index += 1) if (!this.#text()) return false
    return true
  }

  #text(): boolean {
    if (!this.#has(8, 'a text')) return false
    const length = this.#long()
    if (this.at + 8 + length > this.#source.size)
      return this.#lies('attributes', `a text of ${length} bytes does not fit`)
    const text = Buffer.from(this.#source.bytes(this.at + 8, Math.min(length, 1 << 20))).toString('utf8')
    this.#scope.text(text, 'attributes', this.at)
    this.at += 8 + length
    return true
  }

  #long(): number {
    const view = this.#view(8)
    return view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true)
  }

  #view(length: number): DataView {
    const bytes = this.#source.bytes(this.at, length)
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  #has(length: number, what: string): boolean {
    return this.at + length <= this.#source.size || this.#lies('end of file', `the file ends before ${what}`)
  }

  #lies(subject: string, detail: string): false {
    this.#scope.find('format/lying-size', { subject, detail, offset: this.at })
    return false
  }
}
