import { create } from '@bufbuild/protobuf'
import { AirworthyError } from '../core/errors.ts'
import { named, type ToldOutputs } from './bind-outputs.ts'
import { AttributeProto_AttributeType, AttributeProtoSchema, NodeProtoSchema } from './generated/onnx-ml_pb.ts'
import { describe, elementType, freeName, namesIn, tensorInfo } from './graph-values.ts'
import type { OnnxSpec } from './model-spec.ts'
import { type Graph, importStandardOperators } from './onnx-graph.ts'

/** Puts the outputs that hold the scores of one class each side by side, where they are told; else nothing changes. */
export function joinScores(
  graph: Graph,
  { output, classes, path }: OnnxSpec,
): { readonly graph: Graph; readonly told: ToldOutputs } {
  const scores = output?.scores
  if (typeof scores !== 'object') return { graph, told: { output: { ...output, scores }, classes } }
  const isByClass = !Array.isArray(scores)
  const outputs = Object.values<string>(scores).map((name) => named(graph, name, path))
  const [first] = outputs
  const isFloat = first?.type === 'float32' || first?.type === 'float64'
  if (outputs.length < 2 || !isFloat || outputs.some(({ type }) => type !== first.type)) {
    const shown = outputs.map(({ name, type }) => `"${name}" (${type})`).join(', ')
    const suggestion = 'Under model.output.scores name an output of probabilities for each class, all of one type.'
    const problem = `${shown} do not make a matrix of scores`
    throw new AirworthyError('MODEL_OUTPUT_UNKNOWN', { path, problem, suggestion })
  }
  const proto = graph.model.graph!
  const taken = namesIn(proto)
  const columns = outputs.map(({ name }) => {
    // A number a row, or a column of them: either way a column.
    const column = freeName(`${name}/column`, taken)
    proto.node.push(create(NodeProtoSchema, { opType: 'Flatten', input: [name], output: [column] }))
    return column
  })
  const joined = freeName('scores', taken)
  const axis = create(AttributeProtoSchema, { name: 'axis', type: AttributeProto_AttributeType.INT, i: 1n })
  proto.node.push(create(NodeProtoSchema, { opType: 'Concat', input: columns, output: [joined], attribute: [axis] }))
  proto.output.push(tensorInfo(joined, elementType[first.type as 'float32'], [null, outputs.length]))
  importStandardOperators(graph.model)
  return {
    graph: { ...graph, outputs: proto.output.map(describe), isEdited: true },
    told: {
      output: { ...output, scores: joined },
      classes: isByClass ? Object.keys(scores) : classes,
    },
  }
}
