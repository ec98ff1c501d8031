import type { ScanLevel } from '../../../core/scan-level.ts'
import type { RuleId } from '../../rules/index.ts'
import { kerasClasses, kerasFunctions, valueNodes } from './names.ts'
import { isPureSymbol } from './tensorflow-symbols.ts'

/** A `{module, class_name, registered_name, config}` node, as far as it decides what is imported and called. */
export interface KerasNode {
  readonly module: string | undefined
  readonly className: string
  readonly registeredName: string | undefined
  /** Of a function, its name; of an operator of TensorFlow, the symbol that it calls. */
  readonly symbol: string | undefined
}

export interface NodeVerdict {
  readonly rule: RuleId
  readonly level: ScanLevel
  readonly why: string
}

/** Packages whose modules a configuration of Keras may name. */
const roots = new Set(['keras', 'keras_core', 'tf_keras'])
/** Public libraries of models built on Keras. Their classes are code of that library, not of the file. */
const companions = new Set(['keras_cv', 'keras_hub', 'keras_nlp', 'keras_rs', 'tensorflow_addons'])
/** Layers that wrap a symbol of TensorFlow by name. */
const wrappers = new Set(['ClassMethod', 'InstanceMethod', 'InstanceProperty', 'SlicingOpLambda', 'TFOpLambda'])

const carriers: ReadonlyMap<string, string> = new Map([
  ['Lambda', 'a Lambda layer holds a Python function'],
  ['__lambda__', 'it holds a Python function as marshalled code'],
  ['TorchModuleWrapper', 'a TorchModuleWrapper unpickles a module of PyTorch'],
  ['TFSMLayer', 'a TFSMLayer loads a SavedModel from a path'],
  ['FlaxLayer', 'a FlaxLayer holds a module of another library'],
  ['JaxLayer', 'a JaxLayer holds functions of another library'],
])

/** What loading the node does beyond making an object of Keras; undefined when nothing. */
export function judgeNode(node: KerasNode): NodeVerdict | undefined {
  const { className, module } = node
  const carried = carriers.get(className)
  if (carried !== undefined) return { rule: 'config-code/runs-code', level: 'critical', why: carried }
  if (className === 'function') return judgeFunction(node)
  if (valueNodes.has(className)) return undefined
  if (module === undefined || module === '__main__') return judgeOfKeras(node)
  const root = rootOf(module)
  if (root === 'keras') return judgeOfKeras(node)
  if (companions.has(root) && isClass(className)) return unvetted('low', `it is a class of ${root}`)
  if (isClass(className) && node.registeredName?.includes('>') === true && !dangerousRoots.has(root)) {
    return unvetted('medium', `the class is registered by code outside of Keras, in ${module}`)
  }
  return runs(`${module} is imported, and ${className} of it called`)
}

function judgeFunction({ module, symbol }: KerasNode): NodeVerdict | undefined {
  const name = symbol ?? ''
  const isOfKeras = module === undefined || module === 'builtins' || rootOf(module) === 'keras'
  if (isOfKeras && kerasFunctions.has(name)) return undefined
  if (isOfKeras && module !== undefined && module !== 'builtins')
    return runs(`${module}.${name} is a function that acts`)
  if (isOfKeras || module === '__main__')
    return unvetted('medium', `the function ${name} is defined outside of the file`)
  return runs(`${module} is imported for its function ${name}`)
}

function judgeOfKeras({ module, className, symbol }: KerasNode): NodeVerdict | undefined {
  if (kerasClasses.has(className)) return undefined
  if (className === 'TensorFlowOpLayer') return undefined
  if (wrappers.has(className)) {
    if (symbol !== undefined && isPureSymbol(symbol)) return undefined
    return symbol === undefined
      ? unvetted('medium', 'it calls a symbol of TensorFlow that it does not name')
      : runs(`tf.${symbol} is called, which is not on the list of pure functions`, 'high')
  }
  if (module !== undefined && module !== '__main__' && !isClass(className)) {
    return kerasFunctions.has(className) ? undefined : runs(`${module}.${className} is a function that is called`)
  }
  return unvetted('medium', 'the class is not one of Keras')
}

function runs(why: string, level: ScanLevel = 'critical'): NodeVerdict {
  return { rule: 'config-code/runs-code', level, why }
}

function unvetted(level: ScanLevel, why: string): NodeVerdict {
  return { rule: 'config-code/unvetted-class', level, why }
}

/** `keras` for all packages of Keras, otherwise the first part of the module. */
function rootOf(module: string): string {
  const isKeras = module.startsWith('tensorflow.keras') || module.startsWith('tensorflow.python.keras')
  const root = isKeras ? 'keras' : module.split('.', 1)[0]!
  return roots.has(root) ? 'keras' : root
}

/** By the convention of Python: `Dense`, not `system` nor `os.system`. */
function isClass(name: string): boolean {
  return /^_{0,2}[A-Z]\w*$/.test(name)
}

/** Of which no class is a layer, whatever it is registered as. */
const dangerousRoots = new Set(
  `asyncio builtins cloudpickle code codeop commands ctypes dill distutils fileinput ftplib functools glob http imp
  importlib inspect io joblib marshal multiprocessing numpy operator os pathlib pdb pickle pip pkg_resources pkgutil
  platform posix pty requests runpy setuptools shelve shutil signal site smtplib socket sqlite3 ssl subprocess sys
  tempfile threading timeit torch turtle types urllib uuid webbrowser xmlrpc zipfile zipimport`.split(/\s+/),
)
