/** Endings that promise a file without code, each with what people expect behind it. */
const promises: ReadonlyMap<string, string> = new Map([
  ['.safetensors', 'safetensors'],
  ['.json', 'JSON'],
  ['.jsonl', 'JSON'],
  ['.ubj', 'a UBJSON model'],
  ['.txt', 'text'],
  ['.md', 'text'],
  ['.csv', 'a table'],
  ['.tsv', 'a table'],
  ['.parquet', 'a table'],
  ['.arrow', 'a table'],
  ['.feather', 'a table'],
  ['.yaml', 'YAML'],
  ['.yml', 'YAML'],
  ['.xml', 'XML'],
  ['.pmml', 'XML'],
  ['.cbm', 'a CatBoost model'],
  ['.onnx', 'ONNX'],
  ['.gguf', 'GGUF'],
  ['.ggml', 'GGML'],
  ['.tflite', 'TensorFlow Lite'],
  ['.h5', 'HDF5'],
  ['.hdf5', 'HDF5'],
  ['.keras', 'a Keras archive'],
  ['.npy', 'a NumPy array'],
  ['.skops', 'a skops archive'],
  ['.pb', 'a TensorFlow graph'],
  ['.msgpack', 'MessagePack'],
  ['.mlmodel', 'Core ML'],
  ['.png', 'an image'],
  ['.jpg', 'an image'],
  ['.jpeg', 'an image'],
  ['.gif', 'an image'],
  ['.webp', 'an image'],
])

/** Written by torch.export before 2.8: archives of PyTorch in spite of their names. */
const misnamed = /^serialized_(?:state_dict|constants|example_inputs)\.json$/

const carriesPickle = /^(?:pickle|joblib|torch-zip|torch-legacy)/

/**
 * Says that a file whose name promises data is, by its content, read by unpickling; undefined when nothing is wrong.
 * `name` is the last part of the name in lower case, `format` what the content was recognised as.
 */
export function wrongTypeOf(name: string, format: string): string | undefined {
  if (!carriesPickle.test(format) || misnamed.test(name)) return undefined
  const promise = promises.get(name.slice(Math.max(0, name.lastIndexOf('.'))))
  return promise === undefined ? undefined : `the name promises ${promise}, but the content is ${format}`
}
