import type { Scope } from '../scope.ts'
import { faultOf, largestFeature } from './boosted-tree.ts'
import { readValue, type ValueToken, type ValueTokens } from './value-tokens.ts'

type Visit = (token: ValueToken) => void

/**
 * An XGBoost model in its JSON schema ("Introduction to Model IO"), from JSON or UBJSON. There is no code in it; the trees
 * must be ones that can be walked. Texts that a trainer wrote are swept.
 */
export function inspectXgboost(tokens: ValueTokens, scope: Scope): void {
  const model = new XgboostModel(tokens, scope)
  model.root(tokens.next())
  tokens.next()
  model.finish()
}

class XgboostModel {
  readonly #tokens: ValueTokens
  readonly #scope: Scope
  #trees = 0
  #declaredTrees: number | undefined
  #features: number | undefined
  /** Largest feature that any tree splits by; the number of features stands behind the trees. */
  #largestFeature = -1

  constructor(tokens: ValueTokens, scope: Scope) {
    this.#tokens = tokens
    this.#scope = scope
  }

  root(token: ValueToken): void {
    this.#map(token, {
      learner: (value) => this.#learner(value),
      version: (value) => {
        const version = readNumbers(this.#tokens, value)
        this.#scope.fact({ kind: 'producer', name: 'xgboost', version: version?.join('.') ?? null })
      },
      // A booster in a pickle has its settings beside the model.
      Model: (value) => this.root(value),
      Config: (value) => this.#tokens.skip(value),
    })
  }

  finish(): void {
    if (this.#features !== undefined && this.#largestFeature >= this.#features) {
      const detail = `a tree splits by feature ${this.#largestFeature}, where there are ${this.#features}`
      this.#scope.find('format/lying-size', { subject: 'num_feature', detail })
    }
    if (this.#declaredTrees !== undefined && this.#declaredTrees !== this.#trees) {
      const detail = `the model is said to have ${this.#declaredTrees} trees and has ${this.#trees}`
      this.#scope.find('format/lying-size', { subject: 'num_trees', detail })
    }
  }

  #learner(token: ValueToken): void {
    this.#map(token, {
      attributes: (value) => {
        this.#texts(value, (name, text) => this.#scope.text(text, `attributes.${name}`, this.#tokens.offset))
      },
      gradient_booster: (value) => this.#booster(value),
      learner_model_param: (value) => {
        this.#texts(value, (name, text) => {
          if (name === 'num_feature') this.#features = count(text)
          if (name === 'num_feature' || name === 'num_class') this.#property(name, text)
        })
      },
      objective: (value) => {
        this.#texts(value, (name, text) => {
          if (name === 'name') this.#property('objective', text)
        })
      },
    })
  }

  #booster(token: ValueToken): void {
    this.#map(token, {
      model: (value) => {
        this.#map(value, {
          trees: (trees) => this.#treeList(trees),
          gbtree_model_param: (parameters) => {
            this.#texts(parameters, (name, text) => {
              if (name === 'num_trees') this.#declaredTrees = count(text)
            })
          },
        })
      },
      gbtree: (value) => this.#booster(value),
    })
  }

  #treeList(token: ValueToken): void {
    if (token !== '[') {
      this.#tokens.skip(token)
      return
    }
    for (let tree = this.#tokens.next(); tree !== ']'; tree = this.#tokens.next()) this.#tree(tree)
  }

  #tree(token: ValueToken): void {
    const offset = this.#tokens.offset
    const subject = `tree ${this.#trees}`
    const arrays = new Map<string, readonly number[]>()
    let declared: number | undefined
    let targets = 1
    const keep = (name: string) => (value: ValueToken) => {
      const numbers = readNumbers(this.#tokens, value)
      if (numbers !== undefined) arrays.set(name, numbers)
    }
    this.#map(token, {
      ...Object.fromEntries(keptArrays.map((name) => [name, keep(name)])),
      tree_param: (value) => {
        this.#texts(value, (name, text) => {
          if (name === 'num_nodes') declared = count(text)
          if (name === 'size_leaf_vector') targets = count(text) ?? 1
        })
      },
    })
    this.#trees += 1
    const left = arrays.get('left_children') ?? []
    const right = arrays.get('right_children') ?? []
    const features = arrays.get('split_indices') ?? []
    this.#scope.budget.steps(left.length)
    const fault =
      sizeFault(left.length, declared) ??
      faultOf({ left, right, features }) ??
      leafFault(left, right, arrays.get('leaf_weights'), targets) ??
      categoryFault(arrays, left.length)
    if (fault !== undefined) this.#scope.find('format/lying-size', { subject, detail: `${subject}: ${fault}`, offset })
    this.#largestFeature = Math.max(this.#largestFeature, largestFeature({ left, right, features }))
  }

  #property(name: string, value: string): void {
    this.#scope.fact({ kind: 'property', name, value: value.slice(0, 200) })
  }

  /** The texts of a map; other values are passed. */
  #texts(token: ValueToken, visit: (name: string, text: string) => void): void {
    if (token !== '{') {
      this.#tokens.skip(token)
      return
    }
    while (this.#tokens.next() === 'key') {
      const name = this.#tokens.text
      const value = this.#tokens.next()
      if (value === 'string') visit(name, this.#tokens.text)
      else this.#tokens.skip(value)
    }
  }

  /** Visits the keys that are named and passes the others, and whatever is not a map. */
  #map(token: ValueToken, visits: Readonly<Record<string, Visit>>): void {
    if (token !== '{') {
      this.#tokens.skip(token)
      return
    }
    while (this.#tokens.next() === 'key') {
      const name = this.#tokens.text
      const value = this.#tokens.next()
      if (Object.hasOwn(visits, name)) visits[name]!(value)
      else this.#tokens.skip(value)
    }
  }
}

const keptArrays = [
  'left_children',
  'right_children',
  'split_indices',
  'leaf_weights',
  'categories',
  'categories_nodes',
  'categories_segments',
  'categories_sizes',
] as const

function sizeFault(nodes: number, declared: number | undefined): string | undefined {
  if (declared === undefined || declared === nodes) return undefined
  return `it is said to have ${declared} nodes and has ${nodes}`
}

/** In a tree with several outputs the right child of a leaf says which of the leaves' weights are its own. */
function leafFault(
  left: readonly number[],
  right: readonly number[],
  weights: readonly number[] | undefined,
  targets: number,
): string | undefined {
  if (weights === undefined || targets < 2) return undefined
  const node = left.findIndex(
    (child, index) => child === -1 && !(right[index]! >= 0 && (right[index]! + 1) * targets <= weights.length),
  )
  return node < 0 ? undefined : `the leaf ${node} has weights that are not there`
}

/** Nodes that split by category point into one list of categories. */
function categoryFault(arrays: ReadonlyMap<string, readonly number[]>, nodes: number): string | undefined {
  const categories = arrays.get('categories')?.length ?? 0
  const at = arrays.get('categories_nodes') ?? []
  const starts = arrays.get('categories_segments') ?? []
  const sizes = arrays.get('categories_sizes') ?? []
  if (at.length !== starts.length || at.length !== sizes.length) return 'its lists of categories have different lengths'
  if (at.some((node) => !(node >= 0 && node < nodes))) return 'categories belong to a node that it does not have'
  const isInside = starts.every(
    (start, index) => start >= 0 && sizes[index]! >= 0 && start + sizes[index]! <= categories,
  )
  return isInside ? undefined : 'a node refers to categories that are not there'
}

/** Numbers of a list; undefined, and passed, when it is no list. Booleans count as numbers. */
function readNumbers(tokens: ValueTokens, token: ValueToken): number[] | undefined {
  if (token !== '[') {
    tokens.skip(token)
    return undefined
  }
  const numbers: number[] = []
  for (let item = tokens.next(); item !== ']'; item = tokens.next()) {
    numbers.push(item === 'number' ? tokens.number : Number(readValue(tokens, item)))
  }
  return numbers
}

function count(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
