import { ByteWindow } from '../byte-window.ts'
import type { FormatReader, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { judgeOperator, saverOperators } from './tensorflow/operators.ts'
import { type TextToken, textTokens } from './tensorflow/text-format.ts'

/** Last eight bytes of a table of LevelDB, which indexes of checkpoints are. */
const tableMagic = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb]

/** `.index` of a checkpoint: names, shapes and places of tensors, as a sorted table. Nothing in it is executed. */
const checkpointIndexReader: FormatReader = {
  format: 'tensorflow-checkpoint-index',
  title: 'the index of a TensorFlow checkpoint',
  recognises: ({ source }) => {
    const tail = source.bytes(source.size - tableMagic.length, tableMagic.length)
    return source.size >= 48 && tableMagic.every((byte, index) => tail[index] === byte)
  },
  read: (source, scope) => scope.account('data', 0, source.size),
}

/** `.data-00000-of-00001` of a checkpoint: values of tensors, without a head. Known by its name alone. */
const checkpointDataReader: FormatReader = {
  format: 'tensorflow-checkpoint-data',
  title: 'the values of a TensorFlow checkpoint',
  recognises: ({ name }) => /\.data-\d{5}-of-\d{5}$/.test(name),
  read: (source, scope) => scope.account('data', 0, source.size),
}

/** TFRecord: length, checksum of the length, bytes, checksum of the bytes. The checksum tells the format for sure. */
const tfrecordReader: FormatReader = {
  format: 'tfrecord',
  title: 'a TFRecord file',
  recognises: ({ bytes, source }) => bytes.length >= 16 && isRecordHead(bytes) && recordEnd(bytes, 0) <= source.size,
  read: readRecords,
}

function readRecords(source: ByteSource, scope: Scope): void {
  const window = new ByteWindow(source)
  let at = 0
  while (at + 16 <= source.size) {
    scope.budget.steps(1)
    const head = window.bytes(at, 12)
    const end = recordEnd(head, at)
    if (!isRecordHead(head) || !(end <= source.size)) break
    scope.account('parsed', at, 12)
    scope.account('data', at + 12, end - 16 - at)
    scope.account('parsed', end - 4, 4)
    at = end
  }
}

function recordEnd(head: Uint8Array, at: number): number {
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  return at + 16 + view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32
}

/** Is the masked CRC-32C of the first eight bytes in the next four? */
function isRecordHead(head: Uint8Array): boolean {
  let crc = 0xffffffff
  for (let index = 0; index < 8; index++) {
    crc ^= head[index]!
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78)
  }
  crc = ~crc
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
  return new DataView(head.buffer, head.byteOffset, head.length).getUint32(8, true) === masked
}

/** Protocol buffers as text: `saved_model.pbtxt` is loaded where there is no `.pb`. Operators are judged by name. */
const textGraphReader: FormatReader = {
  format: 'tensorflow-text',
  title: 'a TensorFlow graph as text',
  recognises: ({ name, bytes }) => (name.endsWith('.pbtxt') || name.endsWith('.prototxt')) && !bytes.includes(0),
  read(source, scope) {
    const functions = new Set<string>()
    const operators = new Map<string, number>()
    let before: TextToken | undefined
    let block = ''
    for (const token of textTokens(source, scope)) {
      // A block is opened by the name before it: `signature {`.
      if (token.kind === 'open') block = before?.text ?? ''
      if (token.kind === 'text' && before?.text === 'op' && !operators.has(token.text)) {
        operators.set(token.text, token.offset)
      } else if (token.kind === 'text' && before?.text === 'name' && block === 'signature') functions.add(token.text)
      before = token
    }
    for (const [operator, offset] of operators) if (!functions.has(operator)) tellOperator(operator, offset, scope)
    scope.account('parsed', 0, source.size)
  },
}

function tellOperator(operator: string, offset: number, scope: Scope): void {
  const kind = judgeOperator(operator)
  if (kind === 'pure' || scope.allow.allows('graph-ops', operator)) return
  const detail = `a node is of the operator ${operator}`
  const isSaver = saverOperators.has(operator)
  if (kind === 'host') {
    scope.find('graph-ops/host-access', {
      subject: operator,
      detail,
      offset,
      ...(isSaver ? { level: 'low' as const } : {}),
    })
  } else {
    const rule = kind === 'unknown' ? 'graph-ops/unvetted-operator' : 'graph-ops/custom-library'
    scope.find(rule, {
      subject: operator,
      detail,
      offset,
      ...(kind === 'known-library' ? { level: 'low' as const } : {}),
    })
  }
}

/** `checkpoint`: which checkpoint is the newest. */
const checkpointStateReader: FormatReader = {
  format: 'tensorflow-checkpoint-state',
  title: 'the list of TensorFlow checkpoints',
  recognises: ({ name, bytes }) =>
    name === 'checkpoint' && Buffer.from(bytes.subarray(0, 22)).toString('latin1') === 'model_checkpoint_path:',
  read(source, scope) {
    for (const token of textTokens(source, scope)) {
      if (token.kind === 'text') scope.fact({ kind: 'reference', to: token.text, why: 'checkpoint' })
    }
    scope.account('parsed', 0, source.size)
  },
}

export const tensorflowFileReaders: readonly FormatReader[] = [checkpointIndexReader, tfrecordReader]

/** To be asked after all readers that know a format by its content. */
export const tensorflowFilesByName: readonly FormatReader[] = [
  textGraphReader,
  checkpointStateReader,
  checkpointDataReader,
]
