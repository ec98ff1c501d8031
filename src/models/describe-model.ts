import { plainName } from './input-names.ts'
import { readGraph } from './onnx-graph.ts'
import { readModel } from './read-model.ts'

/** What an ONNX file tells without being run. */
export interface ModelDescriptionOfFile {
  /** Whether it has an input of its own for a column of that name. */
  readonly takesColumn: (name: string) => boolean
  /** Null when the graph does not tell them. */
  readonly classes: readonly string[] | null
  /** Gives one number a row and nothing else: a value, or one probability. */
  readonly isOneNumber: boolean
}

/** Reads what a model takes and gives. Throws MODEL_NOT_FOUND and MODEL_CORRUPT. */
export async function describeModel(path: string): Promise<ModelDescriptionOfFile> {
  const { inputs, outputs, classLabels, onlyClassLabels } = readGraph(await readModel(path), path)
  // A single input is a matrix, or the one column that there is: its name tells nothing.
  const taken = new Set(inputs.length > 1 ? inputs.map(({ name }) => plainName(name)) : [])
  const [first] = outputs
  const classes = classLabels.values().next().value ?? onlyClassLabels
  const width = first?.shape?.slice(1).at(-1)
  return {
    takesColumn: (name) => taken.has(plainName(name)),
    classes,
    isOneNumber:
      classes === null &&
      outputs.length === 1 &&
      /^float/.test(first!.type) &&
      (width === 1 || first!.shape?.length === 1),
  }
}
