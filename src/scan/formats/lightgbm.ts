import { Malformed } from '../limits.ts'
import type { FormatReader, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'

/**
 * A LightGBM model: lines of text. A header, trees as `name=values`, feature importances, parameters, and in newer files a
 * mapping of categories as JSON. No code; the indices of every tree must lie within it.
 */
export const lightgbmReader: FormatReader = {
  format: 'lightgbm',
  title: 'a LightGBM model',
  recognises: ({ bytes }) => {
    const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1')
    return /^tree\r?\n/.test(start) && /\n(?:version|num_class|max_feature_idx|num_tree_per_iteration)=/.test(start)
  },
  read(source, scope) {
    const model = new LightgbmModel(scope)
    for (const { line, offset } of linesOf(source, scope)) model.line(line, offset)
    model.end()
    scope.account('parsed', 0, source.size)
  },
}

const longestLine = 1 << 26
const chunkBytes = 1 << 20

function* linesOf(source: ByteSource, scope: Scope): Generator<{ line: string; offset: number }> {
  let carried: Uint8Array[] = []
  let carriedBytes = 0
  let start = 0
  for (let at = 0; at < source.size;) {
    const chunk = source.bytes(at, chunkBytes)
    if (chunk.length === 0) break
    scope.budget.steps(chunk.length >> 4)
    let from = 0
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      yield { line: textOf([...carried, chunk.subarray(from, end)]), offset: start }
      carried = []
      carriedBytes = 0
      from = end + 1
      start = at + from
    }
    carried.push(chunk.subarray(from))
    carriedBytes += chunk.length - from
    if (carriedBytes > longestLine) throw new Malformed(`a line of more than ${longestLine} bytes`, start)
    at += chunk.length
  }
  yield { line: textOf(carried), offset: start }
}

function textOf(pieces: readonly Uint8Array[]): string {
  const text = Buffer.concat(pieces).toString('utf8')
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

type Part = 'header' | 'tree' | 'trailer'

class LightgbmModel {
  readonly #scope: Scope
  readonly #header = new Map<string, string>()
  #part: Part = 'header'
  #trees = 0
  #tree = new Map<string, string>()
  #treeOffset = 0

  constructor(scope: Scope) {
    this.#scope = scope
  }

  line(line: string, offset: number): void {
    if (line.startsWith('Tree=') && this.#part !== 'trailer') {
      this.#closePart()
      this.#part = 'tree'
      this.#treeOffset = offset
      return
    }
    if (line === 'end of trees') {
      this.#closePart()
      this.#part = 'trailer'
      return
    }
    if (this.#part === 'trailer') {
      if (line !== '') this.#scope.text(line, 'parameters', offset)
      return
    }
    const cut = line.indexOf('=')
    const name = cut < 0 ? line : line.slice(0, cut)
    const fields = this.#part === 'tree' ? this.#tree : this.#header
    if (cut >= 0 && fields.has(name)) {
      this.#scope.find('format/duplicate-key', { subject: name, detail: `${name} stands twice in one part`, offset })
    }
    fields.set(name, cut < 0 ? '' : line.slice(cut + 1))
  }

  end(): void {
    if (this.#part !== 'trailer') throw new Malformed('the model ends before the end of its trees')
    const sizes = this.#header.get('tree_sizes')?.split(' ').filter(Boolean).length
    if (sizes !== undefined && sizes !== this.#trees) {
      const detail = `the model is said to have ${sizes} trees and has ${this.#trees}`
      this.#scope.find('format/lying-size', { subject: 'tree_sizes', detail })
    }
  }

  #closePart(): void {
    if (this.#part === 'header') this.#closeHeader()
    else {
      const subject = `tree ${this.#trees}`
      const fault = treeFault(this.#tree, count(this.#header.get('max_feature_idx')))
      if (fault !== undefined) {
        this.#scope.find('format/lying-size', { subject, detail: `${subject}: ${fault}`, offset: this.#treeOffset })
      }
      this.#trees += 1
      this.#tree = new Map()
    }
  }

  #closeHeader(): void {
    this.#scope.fact({ kind: 'producer', name: 'lightgbm', version: null })
    for (const name of ['version', 'objective', 'num_class', 'max_feature_idx']) {
      const value = this.#header.get(name)
      if (value !== undefined) this.#scope.fact({ kind: 'property', name, value: value.slice(0, 200) })
    }
  }
}

const perSplit = ['split_feature', 'threshold', 'decision_type', 'left_child', 'right_child'] as const

/** A tree of n leaves has n - 1 splits. A child below zero is a leaf: -1 is the first. */
function treeFault(tree: ReadonlyMap<string, string>, largestFeature = Number.POSITIVE_INFINITY): string | undefined {
  const leaves = count(tree.get('num_leaves'))
  if (leaves === undefined || leaves < 1) return 'it does not say how many leaves it has'
  if ((tree.get('leaf_value') ?? '').split(' ').filter(Boolean).length !== leaves)
    return 'it has other leaves than it says'
  if (leaves === 1) return undefined
  const [features = [], thresholds = [], decisions = [], left = [], right = []] = perSplit.map((name) =>
    numbersOf(tree.get(name)),
  )
  for (const [index, values] of [features, thresholds, decisions, left, right].entries()) {
    if (values.length !== leaves - 1) return `${perSplit[index]} has ${values.length} values for ${leaves - 1} splits`
  }
  const hasParent = new Uint8Array(2 * leaves)
  for (const child of [...left, ...right]) {
    const isNode = Number.isInteger(child) && child > -leaves - 1 && child < leaves - 1 && child !== 0
    if (!isNode) return `a split has the child ${child}`
    const place = child < 0 ? leaves - 1 - child : child
    if (hasParent[place] === 1) return `the child ${child} has two parents`
    hasParent[place] = 1
  }
  const feature = features.find((one) => !(Number.isInteger(one) && one >= 0 && one <= largestFeature))
  return feature === undefined ? categoryFault(tree, thresholds, decisions) : `a split is by feature ${feature}`
}

/** A split whose decision type is odd is by category; its threshold is an index into the boundaries. */
function categoryFault(
  tree: ReadonlyMap<string, string>,
  thresholds: readonly number[],
  decisions: readonly number[],
): string | undefined {
  const boundaries = numbersOf(tree.get('cat_boundaries'))
  const words = numbersOf(tree.get('cat_threshold')).length
  for (const [split, decision] of decisions.entries()) {
    if (decision % 2 === 0) continue
    const at = thresholds[split]!
    const start = boundaries[at]
    const end = boundaries[at + 1]
    if (start === undefined || end === undefined || start > end || start < 0 || end > words) {
      return `split ${split} refers to categories that are not there`
    }
  }
  return undefined
}

function numbersOf(text = ''): number[] {
  return text.split(' ').filter(Boolean).map(Number)
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
