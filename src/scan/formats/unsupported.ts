import type { FormatReader, Head } from '../scope.ts'
import { hasMagic } from './magic.ts'

interface UnsupportedKind {
  readonly format: string
  readonly title: string
  /** A part of the name without which the content alone would say too little. */
  readonly endings?: RegExp
  readonly magics?: readonly string[]
  /** Where the magic stands; at the beginning unless told. */
  readonly at?: number
  /** What is known of the danger without reading it. */
  readonly warning?: string
}

/** Formats that are told apart by name or first bytes, and not read. */
const kinds: readonly UnsupportedKind[] = [
  {
    format: 'executorch',
    title: 'an ExecuTorch program',
    magics: ['ET1', 'ET0'],
    at: 4,
    warning: 'delegates may be native code',
  },
  { format: 'mxnet', title: 'MXNet parameters', magics: ['\x12\x01\0\0\0\0\0\0'] },
  { format: 'rknn', title: 'an RKNN model', magics: ['RKNN'] },
  { format: 'tensorrt', title: 'a TensorRT engine', magics: ['ftrt'], warning: 'an engine is device code' },
  { format: 'r-data', title: 'R data', magics: rMagics(), warning: 'it can hold functions and promises that run' },
  { format: 'cntk', title: 'a CNTK model', magics: ['B\0C\0N\0'] },
  { format: 'matlab', title: 'MATLAB data', magics: ['MATLAB 5.0 MAT-file'], warning: 'it can hold functions' },
  { format: 'fasttext', title: 'a fastText model', magics: ['\xba\x16\x4f\x2f'] },
  { format: 'sqlite', title: 'an SQLite database', magics: ['SQLite format 3\0'] },
  { format: 'ncnn', title: 'an ncnn model', magics: ['7767517\n', '7767517\r\n'] },
  {
    format: 'tensorrt',
    title: 'a TensorRT engine',
    endings: /\.(?:engine|plan|trt)$/,
    warning: 'an engine is device code',
  },
  { format: 'rknn', title: 'an RKNN model', endings: /\.rknn$/ },
  {
    format: 'torch7',
    title: 'a Torch7 object',
    endings: /\.(?:t7|th|net)$/,
    warning: 'it can hold Lua functions, which run when it is loaded',
  },
  {
    format: 'r-data',
    title: 'R data',
    endings: /\.(?:rds|rda|rdata)$/,
    warning: 'it can hold functions and promises that run',
  },
  {
    format: 'coreml',
    title: 'a Core ML model',
    endings: /\.(?:mlmodel|mil)$/,
    warning: 'it can name custom layers, which are code of the app',
  },
  {
    format: 'paddle',
    title: 'a Paddle model',
    endings: /\.(?:pdmodel|pdiparams|pdparams|pdopt)$|^__model__$/,
    warning: 'older ones are pickles',
  },
  { format: 'flax-msgpack', title: 'Flax parameters', endings: /\.(?:msgpack|flax)$/ },
  { format: 'cntk', title: 'a CNTK model', endings: /\.(?:cntk|dnn)$/ },
  { format: 'mxnet', title: 'MXNet parameters', endings: /\.params$/ },
  {
    format: 'caffe',
    title: 'a Caffe model',
    endings: /\.(?:caffemodel|prototxt)$/,
    warning: 'it can name Python layers, which are imported',
  },
  { format: 'darknet', title: 'Darknet weights', endings: /\.weights$/ },
  { format: 'mnn', title: 'an MNN model', endings: /\.mnn$/ },
  { format: 'matlab', title: 'MATLAB data', endings: /\.mat$/, warning: 'it can hold functions' },
]

/** Serialised (.rds) and with a mark before it (.rda), of versions 2 and 3; compressed ones are met inside gzip. */
function rMagics(): readonly string[] {
  const marks = ['RDX2\n', 'RDX3\n', 'RDA2\n', 'RDA3\n', 'RDB2\n', 'RDB3\n']
  return [...marks, 'X\n\0\0\0\x02', 'X\n\0\0\0\x03', 'A\n2\n', 'A\n3\n', 'B\n\x02\0\0\0', 'B\n\x03\0\0\0']
}

/** What we know and cannot read: said so, instead of `unknown`. The scan is incomplete all the same. */
export const unsupportedReaders: readonly FormatReader[] = kinds.map((kind) => ({
  format: kind.format,
  title: kind.title,
  recognises: (head) => matches(kind, head),
  read(source, scope) {
    const warning = kind.warning === undefined ? '' : `; ${kind.warning}`
    scope.gap('unsupported', `not analysed: ${kind.title}${warning}`, 0, source.size)
  },
}))

/** Those known by their first bytes; the others, known by name, belong after every reader that looks at content. */
export const unsupportedByContent = unsupportedReaders.filter((_reader, index) => kinds[index]!.endings === undefined)
export const unsupportedByName = unsupportedReaders.filter((_reader, index) => kinds[index]!.endings !== undefined)

function matches({ endings, magics, at }: UnsupportedKind, { name, bytes }: Head): boolean {
  return (endings?.test(name) ?? true) && (magics === undefined || hasMagic(bytes, magics, at))
}
