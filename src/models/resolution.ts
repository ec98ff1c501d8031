/**
 * What a model can tell apart in a column, read off its graph: values that fall together are given the very same
 * answer, so they need to be asked about once.
 */
export type Resolution = TextResolution | NumberResolution

/** Texts outside of `known` are all one to the encoders that read them; `other` stands for them. */
export interface TextResolution {
  readonly kind: 'texts'
  readonly known: ReadonlySet<string>
  readonly other: string
}

/** Trees compare with the cuts, ascending, and nothing else reads the numbers. */
export interface NumberResolution {
  readonly kind: 'cuts'
  readonly cuts: Float32Array
  /** A number below the first cut, between each two, and above the last. */
  readonly between: Float32Array
}

/** What can be told apart in a column of an input, by its place; null where every difference may count. */
export type InputResolution = (column: number) => Resolution | null

/** Puts the number that stands for its like in place of each; cuts, and what is no number, stand for themselves. */
export function resolveNumbers(values: Float32Array, { cuts, between }: NumberResolution): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) continue
    let [low, high] = [0, cuts.length]
    while (low < high) {
      const at = (low + high) >>> 1
      if (cuts[at]! < value) low = at + 1
      else high = at
    }
    values[i] = cuts[low] === value ? value : between[low]!
  }
}
