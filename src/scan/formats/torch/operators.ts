/** Namespaces of operators that PyTorch itself registers, whose operators compute and nothing else. */
const pureNamespaces: ReadonlySet<string> = new Set([
  '_c10d_functional',
  '_caffe2',
  '_quantized',
  'aten',
  'cuda',
  'dynamic_quantized',
  'higher_order',
  'inductor',
  'metal',
  'metal_prepack',
  'mkl',
  'mkldnn',
  'mkldnn_prepacked',
  'onednn',
  'prepacked',
  'prim',
  'prims',
  'profiler',
  'quantized',
  'quantized_decomposed',
  'rngprims',
  'sparse',
  'static_runtime',
  'tensorexpr',
  'torchao',
  'torchaudio',
  'torchvision',
  'torchtext',
  'vulkan',
  'vulkan_prepack',
  'xnnpack',
])

/** Operators of these names read or write files, or reach other processes or Python, in whatever namespace. */
const hostOperators: ReadonlySet<string> = new Set([
  'PythonOp',
  'from_file',
  'load',
  'load_library',
  'read_file',
  'rpc_async',
  'rpc_remote',
  'rpc_sync',
  'save',
  'write_file',
])

export type OperatorKind = 'pure' | 'host' | 'unknown'

export function kindOfOperator(namespace: string, name: string): OperatorKind {
  if (hostOperators.has(name)) return 'host'
  return pureNamespaces.has(namespace) ? 'pure' : 'unknown'
}

/** Roots that no graph and no TorchScript has: they are Python, and reach the host. */
const pythonRoots: ReadonlySet<string> = new Set([
  '__builtins__',
  '__import__',
  'asyncio',
  'builtins',
  'compile',
  'ctypes',
  'eval',
  'exec',
  'globals',
  'importlib',
  'io',
  'locals',
  'nt',
  'open',
  'os',
  'pathlib',
  'pickle',
  'posix',
  'pty',
  'requests',
  'runpy',
  'shutil',
  'socket',
  'subprocess',
  'sys',
  'tempfile',
  'urllib',
])

/** A dotted path that begins with, or passes through, a module of the host. */
export function reachesHost(path: string): boolean {
  const names = path.split('.')
  return pythonRoots.has(names[0]!) || names.some((name) => hostModules.has(name) || name === '__import__')
}

const hostModules: ReadonlySet<string> = new Set([
  'os',
  'posix',
  'subprocess',
  'sys',
  '__builtins__',
  'builtins',
  'ctypes',
])
