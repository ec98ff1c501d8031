import { create } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  NodeProtoSchema,
  type NodeProto,
} from './generated/onnx-ml_pb.ts'
import { describe, elementType, freeName, namesIn, tensorInfo } from './graph-values.ts'

/** Whether a tensor's numbers are of a type that Node has no array for. */
export function isHalf(type: string): type is 'float16' | 'bfloat16' {
  return type === 'float16' || type === 'bfloat16'
}

/** Puts a float32 output in the place of each of half precision; gives the new name of each. */
export function widenOutputs(graph: GraphProto): ReadonlyMap<string, string> {
  const widened = new Map<string, string>()
  const taken = namesIn(graph)
  for (const [at, output] of graph.output.entries()) {
    const { name, type, shape } = describe(output)
    if (!isHalf(type)) continue
    const wide = freeName(`${name}/float32`, taken)
    graph.output[at] = tensorInfo(wide, elementType.float32, shape)
    graph.node.push(cast(name, wide, elementType.float32))
    widened.set(name, wide)
  }
  return widened
}

/** Lets each input of half precision arrive as float32; gives the name under which it is fed. */
export function widenInputs(graph: GraphProto): ReadonlyMap<string, string> {
  const widened = new Map<string, string>()
  const taken = namesIn(graph)
  for (const [at, input] of graph.input.entries()) {
    const { name, type, shape } = describe(input)
    if (!isHalf(type)) continue
    const wide = freeName(`${name}/float32`, taken)
    graph.input[at] = tensorInfo(wide, elementType.float32, shape)
    graph.node.unshift(cast(wide, name, elementType[type]))
    widened.set(name, wide)
  }
  return widened
}

function cast(from: string, to: string, type: number): NodeProto {
  const attribute = create(AttributeProtoSchema, {
    name: 'to',
    type: AttributeProto_AttributeType.INT,
    i: BigInt(type),
  })
  return create(NodeProtoSchema, { opType: 'Cast', input: [from], output: [to], attribute: [attribute] })
}
