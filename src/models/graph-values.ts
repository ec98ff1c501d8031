import { create } from '@bufbuild/protobuf'
import {
  type GraphProto,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type ValueInfoProto,
} from './generated/onnx-ml_pb.ts'

/** A tensor that goes in or comes out. `shape` holds null where a dimension is free; it is null when nothing is said. */
export interface GraphValue {
  readonly name: string
  /** By the names of ONNX Runtime; "sequence" and the like for what is no tensor. */
  readonly type: string
  readonly shape: readonly (number | null)[] | null
}

export const elementType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const

const typeNames = new Map(Object.entries(elementType).map(([name, number]) => [number as number, name]))

export function describe({ name, type }: ValueInfoProto): GraphValue {
  const value = type?.value
  if (value?.case !== 'tensorType') return { name, type: (value?.case ?? 'nothing').replace(/Type$/, ''), shape: null }
  const dims = value.value.shape?.dim
  return {
    name,
    type: typeNames.get(value.value.elemType) ?? `type ${value.value.elemType}`,
    // Some exporters write 0 or -1 for a free dimension.
    shape:
      dims?.map((dim) => (dim.value.case === 'dimValue' && dim.value.value > 0n ? Number(dim.value.value) : null)) ??
      null,
  }
}

/** What a graph says of one of its inputs or outputs. */
export function tensorInfo(name: string, elemType: number, shape: GraphValue['shape']): ValueInfoProto {
  const dim = shape?.map((size) =>
    create(TensorShapeProto_DimensionSchema, size === null ? {} : { value: { case: 'dimValue', value: BigInt(size) } }),
  )
  const tensor = { elemType, ...(dim === undefined ? {} : { shape: create(TensorShapeProtoSchema, { dim }) }) }
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: 'tensorType', value: tensor } }),
  })
}

/** Every name that a tensor of the graph has. */
export function namesIn(graph: GraphProto): Set<string> {
  return new Set([
    ...[...graph.input, ...graph.output, ...graph.initializer].map(({ name }) => name),
    ...graph.node.flatMap(({ input, output }) => [...input, ...output]),
  ])
}

export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  while (taken.has(name)) name += '_'
  taken.add(name)
  return name
}
