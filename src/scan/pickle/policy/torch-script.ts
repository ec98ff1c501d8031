const library = '__torch__.torch.classes.'
/** Classes written in C++ that torch itself brings. */
const ownLibraries = new Set(['metal', 'mkldnn', 'quantized', 'rnn', 'sparse', 'vulkan', 'xnnpack'])

/**
 * Classes of TorchScript live below a module that Python does not have: only torch's own reader knows it. Those of a native
 * library that torch does not bring are none of them.
 */
export function isTorchScriptClass(module: string): boolean {
  if (module.startsWith(library)) return ownLibraries.has(module.slice(library.length).split('.')[0]!)
  return module === '__torch__' || module.startsWith('__torch__.')
}
