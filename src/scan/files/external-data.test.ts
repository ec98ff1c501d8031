import { expect, test } from 'vitest'
import type { ScanGap } from '../../core/scan-report.ts'
import { withExternalData } from './external-data.ts'
import { type FileScan, unreadableFile } from './scan-file.ts'

const model = (to: string, why: string): FileScan => ({
  ...unreadableFile('models/a.onnx', '', 0),
  gaps: [],
  format: 'onnx',
  facts: [{ kind: 'reference', to, why }],
})
const raw = (path: string): FileScan => {
  const gap: ScanGap = {
    path,
    member: [],
    offset: 0,
    length: 9,
    reason: 'unknown-format',
    detail: 'the format is not known',
  } as const
  return { ...unreadableFile(path, '', 9), gaps: [gap] }
}
const formats = (files: FileScan[]) => withExternalData(files).map(({ format, gaps }) => [format, gaps.length])

test('tensors of a model in a file of their own are data', () => {
  const [, data] = withExternalData([model('./w/weights.bin', 'external data'), raw('models/w/weights.bin')])
  expect(data).toMatchObject({ format: 'external-data', gaps: [], coverage: { size: 9, data: 9, opaque: 0 } })
})

test('what is not named, named for another reason, or could not be read stays a gap', () => {
  expect(formats([model('other.bin', 'external data'), raw('models/weights.bin')])).toEqual([
    ['onnx', 0],
    ['unknown', 1],
  ])
  expect(formats([model('weights.bin', 'auto_map'), raw('models/weights.bin')])).toEqual([
    ['onnx', 0],
    ['unknown', 1],
  ])
  const unread = unreadableFile('models/weights.bin', 'it cannot be opened', 9)
  expect(formats([model('weights.bin', 'external data'), unread])).toEqual([
    ['onnx', 0],
    ['unknown', 1],
  ])
})
