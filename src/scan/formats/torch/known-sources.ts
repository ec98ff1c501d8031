import type { TorchContext } from '../../pickle/torch-storages.ts'
import type { ByteSource } from '../../source.ts'

/**
 * What the reader of an archive knows of its members before they are handed to the driver: the readers of pickles, code and
 * graphs of PyTorch claim exactly these sources, whatever their names.
 */
export const pickleContexts = new WeakMap<ByteSource, TorchContext>()
export const scriptSources = new WeakSet<ByteSource>()
export const graphSources = new WeakSet<ByteSource>()
