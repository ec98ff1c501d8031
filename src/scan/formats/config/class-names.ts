import type { ScanLevel } from '../../../core/scan-level.ts'
import type { AllowList } from '../../pickle/policy/allow-list.ts'
import type { RuleId } from '../../rules/index.ts'

export interface NameVerdict {
  readonly rule: Extract<RuleId, `config-code/${string}`>
  readonly detail: string
  readonly level?: ScanLevel
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** Modules and functions that a dotted name must not pass through: names are resolved attribute by attribute. */
const dangerousParts = words(
  `builtins os posix nt subprocess sys shutil importlib runpy pty socket ctypes cffi pickle cpickle _pickle marshal code codeop commands
  popen2 webbrowser pip platform multiprocessing asyncio urllib requests httpx http ftplib smtplib telnetlib paramiko pdb bdb timeit
  cprofile profile trace dill cloudpickle shelve cpp_extension hub f2py exec eval compile execfile open __import__ getattr setattr
  globals locals system popen spawn fork load_library load_op_library read_pickle load_module import_module`,
)

/** Packages whose classes only compute. The last part must be a class, and no part may be dangerous. */
const safePackages = [
  'nemo.collections.',
  'nemo.core.',
  'nemo.lightning.',
  'torch.nn.',
  'torch.optim.',
  'torch.utils.data.',
  'torchvision.transforms.',
  'torchvision.models.',
  'torchaudio.transforms.',
  'torchmetrics.',
  'omegaconf.',
  'lightning.pytorch.',
  'pytorch_lightning.',
  'transformers.',
  'diffusers.',
  'peft.',
  'timm.',
  'monai.',
  'speechbrain.',
  'sentence_transformers.',
  'megatron.core.',
  'ldm.',
  'sgm.',
  'sklearn.',
]

const safeNames = words(
  'torch.float16 torch.bfloat16 torch.float32 torch.device builtins.dict builtins.list collections.OrderedDict pathlib.Path',
)

const className = /^_?[A-Z][A-Za-z0-9_]*$/
const dottedName = /^[A-Za-z_][\w]*(?:\.[A-Za-z_][\w]*)*$/

/** What to say of a name that a configuration has imported and called; undefined when it only computes. */
export function judgeName(name: string, allow: AllowList): NameVerdict | undefined {
  if (safeNames.has(name) || allow.allows('config-code', name)) return undefined
  const parts = name.split(/[.:]/)
  const dangerous = parts.find((part) => dangerousParts.has(part.toLowerCase()) || part.startsWith('__'))
  if (dangerous !== undefined) {
    return {
      rule: 'config-code/runs-code',
      detail: `the configuration calls ${name}, which runs code or reaches the machine`,
    }
  }
  const isClass = className.test(parts.at(-1)!)
  if (isClass && safePackages.some((prefix) => name.startsWith(prefix))) return undefined
  const detail = `the configuration calls ${name}, which is not on the list`
  if (!dottedName.test(name)) return { rule: 'config-code/unvetted-class', detail }
  // A name without a module is looked up among the parts of the library that reads the file.
  if (parts.length === 1 && isClass) return { rule: 'config-code/unvetted-class', detail, level: 'low' }
  return { rule: 'config-code/unvetted-class', detail }
}
