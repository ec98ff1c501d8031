import { keyOf, namesIn } from './names-by-role.ts'

/**
 * Only to say what a name does: what is not on the allow-list is found in any case. Modules with all that is below them.
 */
const modules: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'runs programs': `os posix nt subprocess _posixsubprocess pty popen2 commands multiprocessing concurrent asyncio
      distutils setuptools pip ensurepip venv webbrowser antigravity idlelib lib2to3 pydoc _osx_support _aix_support platform`,
    'runs code': `code codeop runpy timeit cProfile profile pdb bdb trace doctest unittest ctypes _ctypes cffi imp importlib
      pkgutil zipimport site threading _thread sched atexit signal gc inspect sysconfig torch.utils.cpp_extension
      torch.utils.bottleneck numpy.f2py numpy.testing test pytest nose IPython nbformat`,
    'reaches the network': `socket _socket ssl http urllib urllib2 urllib3 ftplib smtplib imaplib poplib nntplib telnetlib
      socketserver xmlrpc requests aiohttp httpx httplib torch.hub torch.distributed.rpc huggingface_hub fsspec paramiko`,
    'reads or writes files': `shutil tempfile fileinput glob io _io mmap sqlite3 dbm shelve zipfile tarfile gzip bz2 lzma
      logging linecache codecs`,
    'changes the interpreter': `sys builtins __builtin__ __builtins__ operator _operator functools _functools itertools
      types copyreg weakref contextlib`,
  }).flatMap(([what, names]) => names.split(/\s+/).map((name) => [name, what] as const)),
)

/** Names of modules that are not dangerous as a whole. */
const names: readonly (readonly [string, string])[] = [
  [
    'loads a pickle',
    'pickle: load Unpickler\n_pickle: load Unpickler\njoblib: load\njoblib.numpy_pickle: load\ntorch: load',
  ],
  [
    'loads a pickle',
    'torch.serialization: load\nnumpy: load loadtxt genfromtxt\npandas: read_pickle\npandas.io.pickle: read_pickle',
  ],
  [
    'runs code',
    'pandas: eval\npandas.core.computation.eval: eval\nnumexpr: evaluate\ntorch.jit: load\ntorch.jit._serialization: load',
  ],
  [
    'imports by name',
    'numpy.core: _ufunc_reconstruct\nnumpy._core: _ufunc_reconstruct\nuuid: _get_command_stdout _popen',
  ],
  [
    'writes files',
    'numpy: memmap fromfile save savetxt savez DataSource\nnumpy.memmap: tofile\ntorch: save\njoblib: dump',
  ],
  ['reads files', 'torch: from_file\nlinecache: getline getlines updatecache'],
]

/** Written by libraries that store functions as byte code. */
const codeModules: readonly string[] = ['cloudpickle', 'dill', 'marshal', 'torch.package', 'torch.fx']
const codeNames = new Set(
  ['CellType', 'CodeType', 'FunctionType', 'LambdaType', 'MethodType', 'ModuleType'].map((name) =>
    keyOf('types', name),
  ),
)

let exact: ReadonlyMap<string, string> | undefined

function exactNames(): ReadonlyMap<string, string> {
  if (exact !== undefined) return exact
  const found = new Map<string, string>()
  for (const [what, lines] of names) {
    for (const [module, name] of namesIn(lines)) found.set(keyOf(module, name), what)
  }
  exact = found
  return found
}

/** What a name is known to do, as `runs programs`; undefined when nothing is known. */
export function dangerOf(module: string, name: string): string | undefined {
  const found = exactNames().get(keyOf(module, name))
  if (found !== undefined) return found
  // A dotted name walks to other modules, so that what it walks over counts.
  for (const part of name.includes('.') ? name.split('.') : []) {
    const reached = modules.get(part.replace(/^_+/, '')) ?? modules.get(part)
    if (reached !== undefined) return reached
  }
  return prefixesOf(module)
    .map((prefix) => modules.get(prefix))
    .find((what) => what !== undefined)
}

export function carriesCode(module: string, name: string): boolean {
  return codeNames.has(keyOf(module, name)) || prefixesOf(module).some((prefix) => codeModules.includes(prefix))
}

/** `a.b.c`, `a.b` and `a`. Names beyond eight parts are cut. */
function prefixesOf(module: string): readonly string[] {
  const parts = module.split('.', 8)
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
}
