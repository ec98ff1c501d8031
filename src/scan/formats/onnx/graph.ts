import type { WireCursor } from '../../protobuf/wire-cursor.ts'
import { type OnnxModel, passUnknown } from './model.ts'
import { type Port, readPort } from './port.ts'
import { readTensor } from './tensor.ts'

/** What only the main graph is asked for. */
export interface GraphPorts {
  readonly inputs: Port[]
  readonly outputs: Port[]
  readonly initializers: Set<string>
}

/** GraphProto, with all graphs that its nodes hold. */
export function readGraph(cursor: WireCursor, model: OnnxModel, ports?: GraphPorts): void {
  while (cursor.next()) {
    if (cursor.wire !== 2) continue
    switch (cursor.field) {
      case 1:
        readNode(cursor.message(), model)
        break
      case 5: {
        const name = readTensor(cursor.message(), model)
        ports?.initializers.add(name)
        break
      }
      case 10:
        model.scope.text(cursor.text(), 'doc_string', cursor.start)
        break
      case 11:
      case 12: {
        const port = readPort(cursor.message(), model.scope)
        ;(cursor.field === 11 ? ports?.inputs : ports?.outputs)?.push(port)
        break
      }
      case 13:
        readPort(cursor.message(), model.scope)
        break
      case 15:
        readSparseTensor(cursor.message(), model)
        break
      case 2:
      case 14:
      case 16:
        break
      default:
        passUnknown(cursor, 'GraphProto', model)
    }
  }
}

/** FunctionProto: `domain:name` is what nodes call it by. */
export function readFunction(cursor: WireCursor, model: OnnxModel): void {
  let name = ''
  let domain = ''
  while (cursor.next()) {
    if (cursor.wire !== 2) continue
    if (cursor.field === 1) name = cursor.text()
    else if (cursor.field === 10) domain = cursor.text()
    else if (cursor.field === 7) readNode(cursor.message(), model)
    else if (cursor.field === 11) readAttribute(cursor.message(), model)
    else if (cursor.field === 8) model.scope.text(cursor.text(), 'doc_string', cursor.start)
    else if (cursor.field > 14) passUnknown(cursor, 'FunctionProto', model)
  }
  model.functions.add(`${domain}:${name}`)
}

function readNode(cursor: WireCursor, model: OnnxModel): void {
  const offset = cursor.start
  let node = ''
  let name = ''
  let domain = ''
  while (cursor.next()) {
    if (cursor.wire !== 2) continue
    switch (cursor.field) {
      case 3:
        node = cursor.text()
        break
      case 4:
        name = cursor.text()
        break
      case 5:
        readAttribute(cursor.message(), model)
        break
      case 6:
        model.scope.text(cursor.text(), 'doc_string', cursor.start)
        break
      case 7:
        domain = cursor.text()
        break
      case 1:
      case 2:
      case 8:
      case 9:
      case 10:
        break
      default:
        passUnknown(cursor, 'NodeProto', model)
    }
  }
  const key = `${domain}:${name}`
  if (!model.operators.has(key)) model.operators.set(key, { domain, name, node, offset })
}

function readAttribute(cursor: WireCursor, model: OnnxModel): void {
  let name = ''
  while (cursor.next()) {
    switch (cursor.field) {
      case 1:
        if (cursor.wire === 2) name = cursor.text()
        break
      case 5:
      case 10:
        if (cursor.wire === 2) readTensor(cursor.message(), model)
        break
      case 6:
      case 11:
        if (cursor.wire === 2) readGraph(cursor.message(), model)
        break
      case 22:
      case 23:
        if (cursor.wire === 2) readSparseTensor(cursor.message(), model)
        break
      // Numbers and texts: tree ensembles keep their trees here. Nothing executes them.
      case 4:
      case 7:
      case 8:
      case 9:
        if (cursor.length > longestInline) model.runs.data(cursor.start, cursor.end)
        break
      default:
        if (cursor.field > 23) passUnknown(cursor, `AttributeProto ${name}`, model)
    }
  }
}

const longestInline = 4096

/** SparseTensorProto: values, indices, dims. */
function readSparseTensor(cursor: WireCursor, model: OnnxModel): void {
  while (cursor.next()) {
    if (cursor.isBytes(1) || cursor.isBytes(2)) readTensor(cursor.message(), model)
    else if (cursor.field === 3) {
      const sizes = cursor.varints(64)
      if (sizes.every((size) => size >= 0 && size <= 2 ** 53)) continue
      const detail = `a sparse tensor has the dimensions ${sizes.slice(0, 8).join(' x ')}`
      model.scope.find('format/absurd-number', { subject: 'sparse tensor', detail, offset: cursor.start })
    }
  }
}
