import { messageOf } from '../core/errors.ts'
import type { CategoryColumn } from '../core/frame.ts'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import type { OnnxStart, PartData, RawAnswer, SessionInput, TensorValues } from './protocol.ts'

/** Answers rows `from` to `to` of the parts. Raises what the model raises. */
export type Predictor = (
  parts: readonly PartData[],
  from: number,
  to: number,
) => Promise<{ answer: RawAnswer; ms: number }>

/** ONNX Runtime is not there, or its binary does not load. */
export class RuntimeMissing extends Error {}

/** Loads the model into this process. One thread: the processes are what runs side by side. */
export async function openSession(start: OnnxStart): Promise<Predictor> {
  const ort = await importRuntime(start.runtime)
  const session = await createSession(ort, start)
  const fetches = [start.label, start.scores].filter((name) => name !== null)
  const labelCode = labelReader(start.labelCodes)

  return async (parts, from, to) => {
    const feeds = feedsOf(ort, start.inputs, parts, from, to)
    const began = performance.now()
    const results = await session.run(feeds, fetches, { logSeverityLevel: 4 })
    const ms = performance.now() - began
    return { answer: readResults(results, start, to - from, labelCode), ms }
  }
}

type Runtime = typeof import('onnxruntime-node')

async function importRuntime(name: string): Promise<Runtime> {
  try {
    return (await import(name)) as Runtime
  } catch (error) {
    throw new RuntimeMissing(messageOf(error))
  }
}

function createSession(ort: Runtime, { source, externalFolder }: OnnxStart): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // What goes wrong comes back as an error; the runtime's own log would say it a second time.
    logSeverityLevel: 4,
    ...(externalFolder === null
      ? {}
      : { extra: { session: { model_external_initializers_file_folder_path: externalFolder } } }),
  }
  return typeof source === 'string'
    ? ort.InferenceSession.create(source, options)
    : ort.InferenceSession.create(source, options)
}

function feedsOf(
  ort: Runtime,
  inputs: readonly SessionInput[],
  parts: readonly PartData[],
  from: number,
  to: number,
): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {}
  let next = 0
  for (const input of inputs) {
    const columns = parts.slice(next, next + input.columns)
    next += input.columns
    const dims = input.matrix ? [to - from, input.columns] : [to - from]
    if (input.type === 'string') {
      const { codes, dictionary } = joinedStrings(columns as CategoryColumn[], from, to)
      feeds[input.codes!] = new ort.Tensor('int32', codes, dims)
      feeds[input.dictionary!] = new ort.Tensor('string', dictionary, [dictionary.length])
    } else {
      feeds[input.name] = new ort.Tensor(input.type as 'float32', rowMajor(columns as Float32Array[], from, to), dims)
    }
  }
  return feeds
}

/** The columns of a string matrix under one dictionary. */
function joinedStrings(
  columns: readonly CategoryColumn[],
  from: number,
  to: number,
): { codes: Int32Array; dictionary: readonly string[] } {
  if (columns.length === 1) return { codes: columns[0]!.codes.subarray(from, to), dictionary: columns[0]!.dictionary }
  const dictionary: string[] = []
  const shifted = columns.map((column) => {
    const offset = dictionary.length
    for (const text of column.dictionary) dictionary.push(text)
    return column.codes.map((code) => code + offset)
  })
  return { codes: rowMajor(shifted, from, to), dictionary }
}

function rowMajor<Values extends TensorValues>(columns: readonly Values[], from: number, to: number): Values {
  const first = columns[0]!
  if (columns.length === 1) return first.subarray(from, to) as Values
  const width = columns.length
  const matrix = new (first.constructor as new (length: number) => Values)((to - from) * width)
  for (let j = 0; j < width; j++) {
    const column = columns[j]!
    for (let i = from, at = j; i < to; i++, at += width) matrix[at] = column[i]!
  }
  return matrix
}

function readResults(
  results: InferenceSession.OnnxValueMapType,
  { label, scores }: OnnxStart,
  rows: number,
  labelCode: (value: string | number) => number,
): RawAnswer {
  for (const name of [label, scores]) {
    if (name === null) continue
    const { dims } = results[name] as Tensor
    const answered = dims[0] ?? 1
    if (answered !== rows) return { kind: 'wrong-length', answered }
  }
  const labels = label === null ? null : codesOf(results[label] as Tensor, labelCode)
  if (scores === null) return { kind: 'answered', scores: null, width: 0, labels }
  const values = numbersOf(results[scores] as Tensor)
  return { kind: 'answered', scores: values, width: values.length / rows, labels }
}

function codesOf(tensor: Tensor, labelCode: (value: string | number) => number): Int32Array {
  const codes = new Int32Array(tensor.size)
  if (tensor.type === 'string') {
    const texts = tensor.data as string[]
    for (let i = 0; i < codes.length; i++) codes[i] = labelCode(texts[i]!)
  } else {
    const numbers = tensor.data as BigInt64Array | Float32Array
    for (let i = 0; i < codes.length; i++) codes[i] = labelCode(Number(numbers[i]!))
  }
  return codes
}

function numbersOf(tensor: Tensor): Float32Array | Float64Array {
  const { data } = tensor
  if (data instanceof Float32Array || data instanceof Float64Array) return data
  return Float64Array.from(data as unknown as ArrayLike<number | bigint>, Number)
}

/** A label's code, looked up by what arrives: a string, or a number whose text is the key. */
function labelReader(codes: ReadonlyMap<string, number>): (value: string | number) => number {
  const byValue = new Map<string | number, number>(codes)
  for (const [text, code] of codes)
    if (text.trim() !== '' && !Number.isNaN(Number(text))) byValue.set(Number(text), code)
  return (value) => byValue.get(value) ?? -1
}
