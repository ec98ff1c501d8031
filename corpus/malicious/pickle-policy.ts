import { op, type Part, pickle, type PickleBytes, textCall } from './assemble-pickle.ts'
import type { MaliciousSample } from './sample.ts'

const command = 'echo canary'
const text = op.shortBinUnicode
const inProtocol = (protocol: number, ...parts: readonly Part[]): PickleBytes =>
  pickle(op.proto(protocol), ...parts, op.stop)
const sample = (name: string, rule: string, bytes: PickleBytes): MaliciousSample => ({
  name: `policy-${name}.pkl`,
  rule: `pickle-code/${rule}`,
  bytes: () => bytes,
})

const named = (full: string): PickleBytes => {
  const [module = '', name = ''] = full.split(':')
  return op.globalOnStack(module, name)
}
const tuple = (...items: readonly PickleBytes[]): PickleBytes => pickle(op.mark, ...items, op.tuple)
/** `callee(*args)`. */
const call = (callee: PickleBytes | string, ...args: readonly PickleBytes[]): PickleBytes =>
  pickle(typeof callee === 'string' ? named(callee) : callee, tuple(...args), op.reduce)
/** `type.__new__(type, *args)`. */
const make = (type: string, ...args: readonly PickleBytes[]): PickleBytes =>
  pickle(named(type), tuple(...args), op.newObj)
const build = (target: PickleBytes, state: PickleBytes): PickleBytes => pickle(target, state, op.build)
const dict = (...pairs: readonly PickleBytes[]): PickleBytes => pickle(op.emptyDict, op.mark, ...pairs, op.setItems)

/** Callables of the standard library and of common packages that are known to run or reach something. */
const knownCallables: readonly string[] = [
  ...['os:system', 'posix:system', 'nt:system', 'subprocess:Popen', 'subprocess:check_output', 'pty:spawn', 'os:popen'],
  ...['builtins:eval', 'builtins:exec', 'builtins:compile', 'builtins:__import__', 'builtins:open'],
  ...[
    'builtins:breakpoint',
    'timeit:timeit',
    'cProfile:run',
    'profile:run',
    'pdb:run',
    'bdb:Bdb.run',
    'trace:Trace.run',
  ],
  ...['doctest:debug_script', 'code:InteractiveInterpreter.runcode', 'codeop:compile_command', 'runpy:run_path'],
  ...['pip:main', 'pip._internal:main', 'pydoc:pipepager', 'pydoc:locate', 'lib2to3.pgen2.pgen:ParserGenerator'],
  ...['idlelib.pyshell:ModifiedInterpreter.runcommand', 'distutils.file_util:write_file', 'ensurepip:_run_pip'],
  ...['venv:main', 'webbrowser:open', 'ctypes:CDLL', 'imaplib:IMAP4_stream', '_osx_support:_read_output'],
  ...['_aix_support:_read_cmd_output', 'uuid:_get_command_stdout', 'asyncio.unix_events:x', 'urllib.request:urlopen'],
  ...['http.client:HTTPSConnection', 'socket:create_connection', 'smtplib:SMTP', 'ftplib:FTP', 'shutil:rmtree'],
  ...['tempfile:mkstemp', 'sqlite3:connect', 'logging.config:fileConfig', 'linecache:getlines', 'torch:load'],
  ...['torch.hub:load', 'torch.utils.cpp_extension:load_inline', 'torch.utils.bottleneck.__main__:run_cprofile'],
  ...['torch.jit:load', 'numpy.f2py.crackfortran:getlincoef', 'numpy.testing._private.utils:runstring'],
  ...['numpy:load', 'numpy:fromfile', 'pandas:read_pickle', 'pandas:eval', 'joblib:load'],
]
const otherCallables: readonly string[] = [
  ...['torch.utils.collect_env:run', 'torch._inductor.codecache:compile_file', 'sklearn.utils._testing:check_skip'],
  ...['scipy.io:loadmat', 'modelscan.cli:cli', 'picklescan.scanner:scan_file_path', 'fickling.loader:load'],
  ...['my_package:rebuild', 'sklearn.base:clone', 'pandas.core.frame:DataFrame', 'torch.nn.modules.linear:Linear'],
]
const callSample = (rule: string) => (full: string) =>
  sample(`call-${fileName(full)}`, rule, inProtocol(4, call(full, text(command))))
const callables: readonly MaliciousSample[] = [
  ...knownCallables.map(callSample('dangerous-call')),
  ...otherCallables.map(callSample('unlisted-call')),
]

/** Functions that look up what they are told to. */
const trampolines: readonly MaliciousSample[] = [
  ...['pkgutil:resolve_name', 'importlib:import_module', 'unittest.mock:_importer', 'logging.config:_resolve'],
  ...['xmlrpc.server:resolve_dotted_attribute', 'operator:attrgetter', 'operator:methodcaller', 'builtins:map'],
  ...['numpy.core:_ufunc_reconstruct', 'functools:reduce', 'builtins:filter', 'itertools:starmap'],
].map((full) => sample(`trampoline-${fileName(full)}`, 'unvetted-import', inProtocol(4, call(full, text('os.system')))))

/** Rendered by nobody: the text that SciPy runs when a distribution is set up. */
const distribution = dict(text('_parse_arg_template'), text(`print('canary')`), text('numargs'), op.binInt1(0))

const gadgets: readonly MaliciousSample[] = [
  sample(
    'distribution-state',
    'dangerous-call',
    inProtocol(4, build(make('scipy.stats._continuous_distns:norm_gen'), distribution)),
  ),
  sample(
    'distribution-state-reconstructed',
    'dangerous-call',
    inProtocol(
      2,
      build(
        call(
          'copyreg:_reconstructor',
          named('scipy.stats._continuous_distns:norm_gen'),
          named('builtins:object'),
          op.none,
        ),
        distribution,
      ),
    ),
  ),
  sample(
    'index-of-another-class',
    'unlisted-call',
    inProtocol(
      4,
      call(
        'pandas.core.indexes.base:_new_Index',
        named('numpy:memmap'),
        dict(text('filename'), text('canary'), text('mode'), text('w+')),
      ),
    ),
  ),
  sample(
    'masked-of-another-class',
    'dangerous-call',
    inProtocol(
      4,
      call('numpy.ma.core:_mareconstruct', named('numpy:memmap'), named('numpy:ndarray'), op.emptyTuple, text('b')),
    ),
  ),
  sample(
    'memory-map',
    'dangerous-call',
    inProtocol(4, make('numpy:memmap', text('canary'), text('uint8'), text('w+'))),
  ),
  sample(
    'generator-constructor',
    'unlisted-call',
    inProtocol(4, call('numpy.random._pickle:__generator_ctor', text(command), named('os:system'))),
  ),
  sample(
    'random-state-constructor',
    'unlisted-call',
    inProtocol(4, call('numpy.random._pickle:__randomstate_ctor', text(command), named('torch.hub:load'))),
  ),
  sample('default-factory', 'unlisted-call', inProtocol(4, call('collections:defaultdict', named('os:getcwd')))),
  sample(
    'default-factory-partial',
    'unlisted-call',
    inProtocol(4, call('collections:defaultdict', call('functools:partial', named('os:system'), text(command)))),
  ),
  sample(
    'partial-called',
    'unlisted-call',
    inProtocol(4, call(call('functools:partial', named('os:system'), text(command)))),
  ),
  sample(
    'attribute-called',
    'dangerous-call',
    inProtocol(4, call(call('builtins:getattr', named('torch.serialization:os'), text('system')), text(command))),
  ),
  sample(
    'attribute-of-an-instance',
    'unlisted-call',
    inProtocol(4, call('builtins:getattr', make('sklearn.svm._classes:SVC'), text('__class__'))),
  ),
  sample(
    'attribute-computed',
    'unlisted-call',
    inProtocol(
      4,
      call('builtins:getattr', named('numpy:ndarray'), call('_codecs:encode', text('flfgrz'), text('rot13'))),
    ),
  ),
  sample('encode-other', 'unlisted-call', inProtocol(4, call('_codecs:encode', text('flfgrz'), text('rot13')))),
  sample(
    'type-of-three',
    'unlisted-call',
    inProtocol(4, call('builtins:type', text('X'), op.emptyTuple, op.emptyDict)),
  ),
  sample(
    'rebuild-from-type',
    'dangerous-call',
    inProtocol(
      2,
      call(
        'torch._tensor:_rebuild_from_type_v2',
        named('os:system'),
        named('torch:Tensor'),
        tuple(text(command)),
        op.none,
      ),
    ),
  ),
  sample(
    'reconstructor-base',
    'unlisted-call',
    inProtocol(2, call('copyreg:_reconstructor', named('sklearn.svm._classes:SVC'), named('os:system'), text(command))),
  ),
  sample(
    'newobj-function',
    'dangerous-call',
    inProtocol(4, call('copyreg:__newobj__', named('subprocess:Popen'), text(command))),
  ),
  sample(
    'huge-bytearray',
    'unlisted-call',
    inProtocol(4, call('builtins:bytearray', op.long1(Uint8Array.of(0, 0, 0, 0, 0, 1)))),
  ),
  sample(
    'set-of-a-range',
    'unlisted-call',
    inProtocol(4, call('builtins:set', call('builtins:range', op.long1(Uint8Array.of(0, 0, 0, 0, 0, 1))))),
  ),
  sample(
    'deque-of-a-range',
    'unlisted-call',
    inProtocol(4, call('collections:deque', call('builtins:range', op.long1(Uint8Array.of(0, 0, 0, 0, 0, 1))))),
  ),
  sample(
    'huge-array',
    'unlisted-call',
    inProtocol(
      4,
      call(
        'numpy._core.multiarray:_reconstruct',
        named('numpy:ndarray'),
        tuple(op.long1(Uint8Array.of(0, 0, 0, 0, 0, 1))),
        op.shortBinBytes('b'),
      ),
    ),
  ),
  sample(
    'loaded-bytes-computed',
    'unknown-state',
    inProtocol(
      4,
      call('pickle:loads', call('_codecs:encode', text('x'), text('latin1'), text('strict')), text('more')),
    ),
  ),
  sample('estimator-called', 'unlisted-call', inProtocol(4, call('sklearn.svm._classes:SVC', text('x')))),
]

/** An attribute under the name of a method that `__setstate__` calls: the instance's own wins over nothing. */
const borrowedMethod = (method: string, callable: PickleBytes): PickleBytes =>
  build(make('sklearn.svm._classes:SVC'), dict(text(method), callable))
const borrowed: readonly MaliciousSample[] = [
  sample(
    'borrowed-method-function',
    'unvetted-import',
    inProtocol(
      4,
      build(make('sklearn.linear_model._ridge:Ridge'), borrowedMethod('pop', named('torch.utils.collect_env:run'))),
    ),
  ),
  sample(
    'borrowed-method-partial',
    'unlisted-call',
    inProtocol(
      4,
      build(
        make('torch.optim.sgd:SGD'),
        dict(
          text('param_groups'),
          pickle(
            op.emptyList,
            borrowedMethod(
              'setdefault',
              call(
                'functools:partial',
                named('sentence_transformers.SentenceTransformer:SentenceTransformer'),
                text('canary'),
              ),
            ),
            op.append,
          ),
        ),
      ),
    ),
  ),
  sample(
    'borrowed-method-loads',
    'unlisted-call',
    inProtocol(
      4,
      build(
        make('sklearn.linear_model._ridge:Ridge'),
        borrowedMethod('pop', call('functools:partial', named('pickle:loads'), op.shortBinBytes('canary'))),
      ),
    ),
  ),
]

const partialState = (callable: PickleBytes, ...args: readonly PickleBytes[]): PickleBytes =>
  tuple(callable, tuple(...args), op.emptyDict, op.none)
const partials: readonly MaliciousSample[] = [
  sample(
    'partial-state-replaced',
    'unlisted-call',
    inProtocol(
      4,
      build(
        call('functools:partial', named('numpy:log1p')),
        partialState(named('pickle:loads'), op.shortBinBytes('canary')),
      ),
    ),
  ),
  sample(
    'partial-state-set-twice',
    'unlisted-call',
    inProtocol(
      4,
      build(
        build(call('functools:partial', named('numpy:log1p')), partialState(named('numpy:log1p'))),
        partialState(named('numpy:exp'), text(command)),
      ),
    ),
  ),
]

const changes: readonly MaliciousSample[] = [
  sample(
    'state-of-a-function',
    'changed-object',
    inProtocol(4, build(named('numpy:size'), dict(text('shape'), named('builtins:__builtins__')))),
  ),
  sample(
    'state-of-a-class',
    'changed-object',
    inProtocol(4, build(named('sklearn.svm._classes:SVC'), dict(text('fit'), named('builtins:len')))),
  ),
  sample(
    'items-of-modules',
    'changed-object',
    inProtocol(4, named('sys:modules'), text('os'), named('collections:OrderedDict'), op.setItem),
  ),
  sample(
    'items-of-builtins',
    'changed-object',
    inProtocol(4, named('builtins:__dict__'), text('len'), named('builtins:eval'), op.setItem),
  ),
  sample('append-to-path', 'changed-object', inProtocol(4, named('sys:path'), text('/tmp'), op.append)),
  sample(
    'class-through-slots',
    'changed-object',
    inProtocol(
      4,
      build(
        make('sklearn.svm._classes:SVC'),
        tuple(op.none, dict(text('__class__'), named('torch.nn.modules.linear:Linear'))),
      ),
    ),
  ),
  sample(
    'state-of-the-root-logger',
    'changed-object',
    inProtocol(4, build(call('logging:getLogger', text('root')), dict(text('disabled'), op.true))),
  ),
  sample(
    'items-of-a-tensor',
    'changed-object',
    inProtocol(2, call('torch._utils:_rebuild_tensor_v2'), text('x'), op.none, op.setItem),
  ),
]

const imports: readonly MaliciousSample[] = [
  sample('dotted-through-random', 'unvetted-import', inProtocol(4, call('random:_os.system', text(command)))),
  sample('dotted-through-pathlib', 'dangerous-call', inProtocol(4, call('pathlib:os.system', text(command)))),
  sample('dotted-through-collections', 'unvetted-import', inProtocol(4, named('collections:_sys.modules'))),
  sample(
    'dotted-write',
    'unlisted-call',
    inProtocol(4, call('pathlib:Path.write_text', text('canary'), text('canary'))),
  ),
  sample('submodule', 'unvetted-import', inProtocol(4, named('collections.abc:OrderedDict'))),
  sample('unknown-package', 'unvetted-import', inProtocol(4, named('sklearrn.tree:Tree'))),
  sample('unknown-class', 'unvetted-class', inProtocol(4, make('my_package.layers:Scale'))),
  sample('main-class', 'unvetted-class', inProtocol(4, make('__main__:Model'))),
  sample('homoglyph', 'unknown-state', inProtocol(4, named('оs:system'))),
  sample('extension', 'unknown-state', pickle(op.proto(2), op.ext1(7), op.stop)),
  sample('persistent-id', 'persistent-id', pickle(op.proto(2), text('model.py'), op.binPersId, op.stop)),
  sample(
    'persistent-storage-outside-torch',
    'persistent-id',
    pickle(
      op.proto(2),
      tuple(text('storage'), named('torch:FloatStorage'), text('0'), text('cpu'), op.binInt1(4)),
      op.binPersId,
      op.stop,
    ),
  ),
  sample('old-names', 'dangerous-call', pickle(textCall('__builtin__', 'eval', 'print(1)'), op.stop)),
  sample('carries-cloudpickle', 'carries-code', inProtocol(4, call('cloudpickle.cloudpickle:_make_function', op.none))),
  sample('carries-code-type', 'carries-code', inProtocol(4, call('types:CodeType', op.binInt1(0)))),
  sample('carries-marshal', 'carries-code', inProtocol(4, call('marshal:loads', op.shortBinBytes('canary')))),
  sample(
    'carries-graph-module',
    'carries-code',
    inProtocol(4, call('torch.fx.graph_module:reduce_graph_module', op.emptyDict, text(''))),
  ),
]

function fileName(full: string): string {
  return full.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()
}

export const samples: readonly MaliciousSample[] = [
  ...callables,
  ...trampolines,
  ...partials,
  ...gadgets,
  ...borrowed,
  ...changes,
  ...imports,
]
