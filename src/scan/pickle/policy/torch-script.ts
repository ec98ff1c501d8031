/** Classes of TorchScript live below a module that Python does not have: only torch's own reader knows it. */
export function isTorchScriptClass(module: string): boolean {
  return module === '__torch__' || module.startsWith('__torch__.')
}
