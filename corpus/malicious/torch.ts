import { elfStub, windowsStub } from '../../src/scan/formats/fixtures/programs.ts'
import {
  callingPickle,
  exportedProgram,
  tensorPickle,
  torchCheckpoint,
  type TorchMembers,
  torchScript,
} from '../../src/scan/formats/fixtures/torch-files.ts'
import { zipFile } from '../../src/scan/formats/fixtures/zip-file.ts'
import type { MaliciousSample } from './sample.ts'

const calls = 'pickle-code/dangerous-call'
const host = 'graph-ops/host-access'

function checkpoint(name: string, rule: string, changes: TorchMembers): MaliciousSample {
  return { name: `torch-${name}.pt`, rule, bytes: () => torchCheckpoint(changes) }
}

function script(name: string, rule: string, line: string): MaliciousSample {
  return {
    name: `torchscript-${name}.pt`,
    rule,
    bytes: () => torchScript(`def f(x: Tensor) -> Tensor:\n  ${line}\n  return x\n`),
  }
}

function exported(name: string, rule: string, target: string, more: object = {}): MaliciousSample {
  return { name: `torch-export-${name}.pt2`, rule, bytes: () => exportedProgram(target, more) }
}

const relu = 'torch.ops.aten.relu.default'

/** Archives of PyTorch: security.md 2.2, 2.4, 2.5. */
export const samples: readonly MaliciousSample[] = [
  checkpoint('calling-pickle', calls, { 'archive/data.pkl': callingPickle }),
  checkpoint('calling-constants', calls, { 'archive/constants.pkl': callingPickle }),
  checkpoint('pickle-under-any-name', calls, { 'archive/notes': callingPickle }),
  checkpoint('pickle-under-text-name', calls, { 'archive/readme.txt': callingPickle }),
  checkpoint('pickle-under-storage-name', calls, { 'archive/data/7': callingPickle }),
  checkpoint('pickle-under-version', calls, { 'archive/version': callingPickle }),
  checkpoint('pickle-under-byteorder', calls, { 'archive/byteorder': Buffer.from('cos\nsystem\n(Vecho canary\ntR.') }),
  checkpoint('pickle-in-storage', 'pickle-code/dormant', { 'archive/data/0': callingPickle }),
  checkpoint('second-pickle-behind', 'pickle-code/dormant', {
    'archive/data.pkl': Buffer.concat([tensorPickle(), Buffer.from('junk'), callingPickle]),
  }),
  checkpoint('storage-too-small', 'pickle-code/storage-mismatch', { 'archive/data.pkl': tensorPickle(200) }),
  checkpoint('tensor-past-storage', 'pickle-code/storage-mismatch', { 'archive/data.pkl': tensorPickle(3, 200) }),
  checkpoint('nested-checkpoint', calls, { 'archive/inner': torchCheckpoint({ 'archive/data.pkl': callingPickle }) }),
  checkpoint('program-inside', 'native-code/program', { 'archive/extension.so': elfStub() }),
  checkpoint('program-under-storage-name', 'native-code/program', { 'archive/data/8': windowsStub() }),
  {
    name: 'torch-two-pickles-of-one-name.pt',
    rule: 'archive/duplicate-name',
    bytes: () =>
      zipFile([
        ['archive/data.pkl', tensorPickle()],
        ['archive/data.pkl', callingPickle],
        ['archive/data/0', new Uint8Array(12)],
        ['archive/version', '3\n'],
      ]),
  },
  {
    name: 'torch-package-with-modules.pt',
    rule: 'config-code/carries-code',
    bytes: () =>
      zipFile([
        ['m/.data/extern_modules', 'torch\n'],
        ['m/model.py', "print('canary')\n"],
        ['m/model/model.pkl', Buffer.from('\x80\x02N.', 'latin1')],
      ]),
  },
  script('saves-a-file', host, 'torch.save(x, "canary")'),
  script('maps-a-file', host, 'y = torch.from_file("canary", True, 4)'),
  script('saves-through-ops', host, 'ops.aten.save(x, "canary")'),
  script('loads-a-file', host, 'y = torch.load("canary")'),
  script('calls-another-process', host, 'y = ops.prim.rpc_async("canary")'),
  script('python-operator', host, 'y = ^PythonOp("canary")(x)'),
  script('python-call', host, '__import__("os").system("echo canary")'),
  script('unknown-library', 'graph-ops/custom-library', 'y = ops.theirs.compute(x)'),
  script('method-that-saves', 'graph-ops/unvetted-operator', '(x).save("canary")'),
  script(
    'type-comment-that-calls',
    'config-code/runs-code',
    "# type: (__import__('os').system('echo canary')) -> Tensor",
  ),
  exported('unknown-library', 'graph-ops/custom-library', 'torch.ops.theirs.compute.default'),
  exported('maps-a-file', host, 'torch.ops.aten.from_file.default'),
  exported('walks-to-the-system', host, 'torch.serialization.os.system'),
  exported('any-function-of-torch', 'graph-ops/unvetted-operator', 'torch.hub.list'),
  exported('calling-operator', host, '_operator.methodcaller'),
  exported('guard-that-runs-code', 'config-code/runs-code', relu, {
    guards_code: ["__import__('os').system('echo canary')"],
  }),
  {
    name: 'torch-inductor-library.pt2',
    rule: 'native-code/program',
    bytes: () =>
      zipFile([
        ['model/archive_format', 'pt2'],
        ['model/data/aotinductor/model/model.so', elfStub()],
      ]),
  },
  {
    name: 'torch-export-nested-pickle.pt2',
    rule: calls,
    bytes: () =>
      zipFile([
        ['model/archive_format', 'pt2'],
        ['model/data/sample_inputs/model.pt', torchCheckpoint({ 'archive/data.pkl': callingPickle })],
      ]),
  },
]
