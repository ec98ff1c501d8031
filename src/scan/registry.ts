import { streamReaders } from './compression/streams.ts'
import { opaqueArchiveReaders } from './containers/opaque.ts'
import { tarReader } from './containers/tar/tar.ts'
import { zipReader } from './containers/zip/zip.ts'
import { dependencyReaders } from './dependencies/readers.ts'
import { catboostReader } from './formats/catboost.ts'
import { columnarReader } from './formats/columnar.ts'
import { delimitedTextReader } from './formats/delimited-text.ts'
import { ggmlLegacyReader } from './formats/ggml-legacy.ts'
import { ggufReader } from './formats/gguf.ts'
import { hdf5Reader } from './formats/hdf5.ts'
import { imageReader } from './formats/image.ts'
import { jinjaReader } from './formats/jinja-template.ts'
import { kerasConfigReader, kerasReader } from './formats/keras.ts'
import { hubConfigReader, jsonReader } from './formats/json.ts'
import { notebookReader } from './formats/notebook.ts'
import { pythonReader } from './formats/python-source.ts'
import { lightgbmReader } from './formats/lightgbm.ts'
import { nativeCodeReader } from './formats/native-code.ts'
import { npyReader } from './formats/npy.ts'
import { npzReader } from './formats/npz.ts'
import { onnxDataReader, onnxReader, onnxTensorReader } from './formats/onnx.ts'
import { safetensorsReader } from './formats/safetensors.ts'
import { scriptReader } from './formats/script.ts'
import { sentencePieceReader } from './formats/sentencepiece.ts'
import { skopsReader } from './formats/skops/skops.ts'
import { skopsSchemaReader } from './formats/skops/skops-schema.ts'
import { tensorflowFileReaders, tensorflowFilesByName } from './formats/tensorflow-files.ts'
import { tensorflowReaders } from './formats/tensorflow.ts'
import { textReader } from './formats/text.ts'
import { tfliteReader } from './formats/tflite.ts'
import { exportGraphReader } from './formats/torch/export-graph.ts'
import { torchPickleReader } from './formats/torch/torch-pickle.ts'
import { torchZipReader } from './formats/torch/torch-zip.ts'
import { torchScriptReader } from './formats/torch/torchscript.ts'
import { unsupportedByContent, unsupportedByName } from './formats/unsupported.ts'
import { xgboostJsonReader, xgboostUbjReader } from './formats/xgboost.ts'
import { xmlReaders } from './formats/xml.ts'
import { pickleReader } from './pickle/reader.ts'
import { xgboostLegacyReader } from './formats/xgboost-legacy.ts'
import { yamlReader } from './formats/yaml-config.ts'
import { signatureReader } from './signature/reader.ts'
import { billOfMaterialsReader } from './bill-of-materials/reader.ts'
import type { FormatReader } from './scope.ts'

/** Every format that is known. The first whose content test holds reads the bytes, so the order is from sure to vague. */
export const readers: readonly FormatReader[] = [
  signatureReader,
  billOfMaterialsReader,
  torchPickleReader,
  torchScriptReader,
  exportGraphReader,
  skopsSchemaReader,
  npyReader,
  ...streamReaders,
  tarReader,
  ...opaqueArchiveReaders,
  nativeCodeReader,
  ggufReader,
  ggmlLegacyReader,
  columnarReader,
  catboostReader,
  xgboostUbjReader,
  xgboostJsonReader,
  xgboostLegacyReader,
  lightgbmReader,
  safetensorsReader,
  ...unsupportedByContent,
  tfliteReader,
  torchZipReader,
  npzReader,
  skopsReader,
  kerasReader,
  zipReader,
  pickleReader,
  sentencePieceReader,
  onnxReader,
  onnxTensorReader,
  hdf5Reader,
  ...tensorflowReaders,
  ...tensorflowFileReaders,
  kerasConfigReader,
  pythonReader,
  scriptReader,
  imageReader,
  ...xmlReaders,
  ...dependencyReaders,
  delimitedTextReader,
  notebookReader,
  jinjaReader,
  hubConfigReader,
  yamlReader,
  onnxDataReader,
  ...tensorflowFilesByName,
  ...unsupportedByName,
  jsonReader,
  textReader,
]
