import { ByteWindow } from '../byte-window.ts'
import { WireCursor } from '../protobuf/wire-cursor.ts'
import type { FormatReader, Head } from '../scope.ts'

const fields = { piece: 1, trainer: 2, normaliser: 3, selfTest: 4, denormaliser: 5 } as const
const messages: ReadonlySet<number> = new Set(Object.values(fields))

/**
 * A tokenizer of SentencePiece: a message of pieces with scores, and how they were learnt (sentencepiece_model.proto).
 * Nothing in it is code; it is walked so that only what belongs to it goes by its name.
 */
export const sentencePieceReader: FormatReader = {
  format: 'sentencepiece',
  title: 'a SentencePiece tokenizer',
  recognises: ({ bytes }) => isFirstPiece(bytes),
  read(source, scope) {
    const model = new WireCursor(new ByteWindow(source), scope.budget)
    let pieces = 0
    while (model.next()) {
      if (!messages.has(model.field) && model.field < 200) {
        const detail = `the tokenizer has a field ${model.field}, which the format does not have`
        scope.find('format/malformed', { subject: `field ${model.field}`, detail, offset: model.tag, level: 'low' })
      }
      if (model.isBytes(fields.piece)) pieces += 1
      if (model.isBytes(fields.trainer) || model.isBytes(fields.piece)) {
        const parts = model.message()
        while (parts.next())
          if (model.field === fields.trainer && parts.isBytes(2)) scope.text(parts.text(), 'model_prefix', parts.start)
      }
    }
    scope.fact({ kind: 'property', name: 'pieces', value: String(pieces) })
    scope.account('parsed', 0, source.size)
  },
}

/** `0a length 0a length text 15`: a first piece whose text is followed by its score. */
function isFirstPiece(bytes: Head['bytes']): boolean {
  const [tag, length = 0, textTag, textLength = 0] = bytes
  if (tag !== 0x0a || textTag !== 0x0a || length > 0x7f || textLength + 2 > length) return false
  const next = bytes[2 + length]
  return bytes[4 + textLength] === 0x15 && (next === 0x0a || next === 0x12)
}
