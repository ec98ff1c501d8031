import type { Column } from '../core/frame.ts'
import type { Task } from '../core/predictions.ts'

/** The element types that a model's input may have, by the names of ONNX Runtime. */
export type TensorType = NumericType | 'bool' | 'string'
export type NumericType =
  | 'float32'
  | 'float64'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'

export type TensorValues =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array

/** Some rows of one column as the model takes them: the values of a tensor, or a column (strings are a category). */
export type PartData = TensorValues | Column

/** One input of an ONNX session, fed from the next `columns` parts of a call. */
export interface SessionInput {
  readonly name: string
  readonly type: TensorType
  /** Whether the tensor has a second dimension. */
  readonly matrix: boolean
  readonly columns: number
  /** A string input is fed as codes and a dictionary, joined inside the graph; these are their names. */
  readonly codes?: string
  readonly dictionary?: string
}

export interface OnnxStart {
  readonly kind: 'onnx'
  /** The package that runs ONNX. */
  readonly runtime: string
  /** The bytes of the model, or its path where nothing had to be edited. */
  readonly source: Uint8Array | string
  /** The folder of weights in external files. */
  readonly externalFolder: string | null
  readonly inputs: readonly SessionInput[]
  readonly label: string | null
  readonly scores: string | null
  /** The text of a label → its code among the classes. */
  readonly labelCodes: ReadonlyMap<string, number>
}

export interface ModuleStart {
  readonly kind: 'module'
  readonly path: string
  /** The names of the parts of every call. */
  readonly columns: readonly string[]
  readonly task: Task
  readonly classes: readonly string[]
}

export type StartMessage = OnnxStart | ModuleStart

export interface CallMessage {
  readonly kind: 'call'
  readonly id: number
  /** The window of rows that is asked, within the rows that the parts hold. */
  readonly from: number
  readonly to: number
  readonly parts: readonly PartMessage[]
  /** Keys to let go of before the call. */
  readonly forget: readonly string[]
}

/** With a key and data: keep it. With a key alone: it was sent before. With data alone: use it once. */
export interface PartMessage {
  readonly key?: string
  readonly data?: PartData
}

export type ChildMessage =
  /** `startupMs` of its own: without what it waited for its model. */
  | { readonly kind: 'ready'; readonly startupMs: number }
  | { readonly kind: 'unstartable'; readonly reason: 'runtime' | 'model'; readonly message: string }
  | {
      readonly kind: 'answer'
      readonly id: number
      readonly answer: RawAnswer
      readonly ms: number
      readonly rssMb: number
    }

/** What the model itself said, before it is read as predictions. */
export type RawAnswer =
  | {
      readonly kind: 'answered'
      /** Row-major, `width` numbers a row. */
      readonly scores: Float32Array | Float64Array | null
      readonly width: number
      /** The label output as codes of the classes; -1 for a label that is no class. */
      readonly labels: Int32Array | null
    }
  | { readonly kind: 'raised'; readonly message: string }
  | { readonly kind: 'wrong-length'; readonly answered: number }
