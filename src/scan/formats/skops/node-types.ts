import type { AllowList } from '../../pickle/policy/allow-list.ts'
import { dangerOf } from '../../pickle/policy/dangerous-names.ts'
import { isClassRoot, isKnownPackage } from '../../pickle/policy/known-packages.ts'

/** What skops calls the loaders of its nodes, in all versions (skops/io/_audit.py, `NODE_TYPE_MAPPING`). */
const loaders: ReadonlySet<string> = new Set(
  `BytearrayNode BytesNode CachedNode ConstructorFromReduceNode DTypeNode DatasetLossNode DefaultDictNode DictNode FunctionNode
  JsonNode ListNode LossNode MaskedArrayNode MethodNode NdArrayNode ObjectNode OperatorFuncNode PartialNode
  QuantileForestNode RandomGeneratorNode RandomStateNode ReduceNode SetNode SGDNode SliceNode SparseMatrixNode TreeNode
  TupleNode TypeNode UfuncNode`.split(/\s+/),
)

export function isLoader(name: string): boolean {
  return loaders.has(name)
}

/** Types that skops itself makes, whatever the allow-list says of pickles. */
const plainTypes: ReadonlySet<string> = new Set(
  `builtins.bool builtins.bytearray builtins.bytes builtins.complex builtins.dict builtins.float builtins.frozenset
  builtins.int builtins.list builtins.set builtins.slice builtins.str builtins.tuple builtins.NoneType builtins.type
  builtins.object collections.defaultdict collections.OrderedDict collections.Counter datetime.date datetime.datetime
  datetime.timedelta functools.partial operator.attrgetter operator.itemgetter`.split(/\s+/),
)

/** Functions of numpy that only compute. */
const numpyFunctions: ReadonlySet<string> = new Set(
  `abs absolute acos acosh add all amax amin any arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax
  argmin around asin asinh atan atan2 atanh average bitwise_and bitwise_count bitwise_invert bitwise_left_shift
  bitwise_not bitwise_or bitwise_right_shift bitwise_xor cbrt ceil clip conj conjugate copysign cos cosh cumprod
  cumsum deg2rad degrees diff digitize divide divmod equal exp exp2 expm1 fabs fix flip float_power floor
  floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot identity imag interp invert
  isfinite isinf isnan isnat lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2
  logical_and logical_not logical_or logical_xor matmul matvec max maximum mean median min minimum mod modf
  multiply nan_to_num nanmax nanmean nanmedian nanmin nanstd nansum nanvar negative nextafter not_equal
  percentile positive pow power prod quantile rad2deg radians ravel real reciprocal remainder reshape
  right_shift rint round sign signbit sin sinh sort spacing sqrt square squeeze std subtract sum tan tanh
  transpose true_divide trunc unique var vecdot vecmat where`.split(/\s+/),
)
const numpyModules: ReadonlySet<string> = new Set(
  'numpy numpy._core._multiarray_umath numpy.core._multiarray_umath numpy._core.umath numpy.core.umath numpy._core.fromnumeric numpy.core.fromnumeric'.split(
    ' ',
  ),
)
const specialFunctions = /^scipy\.special\._(?:special_)?ufuncs$/

export type TypeVerdict = 'listed' | 'known-package' | 'unknown' | 'dangerous'

/** How far a type or function that a schema names can be trusted. */
export function verdictOn(module: string, name: string, allow: AllowList): TypeVerdict {
  const full = `${module}.${name}`
  if (allow.allows('config-code', full)) return 'listed'
  const isPlain = /^\w{1,100}$/.test(name)
  if (isPlain && isListed(module, name, allow)) return 'listed'
  if (dangerOf(module, name) !== undefined) return 'dangerous'
  return isPlain && isKnownPackage(module) ? 'known-package' : 'unknown'
}

function isListed(module: string, name: string, allow: AllowList): boolean {
  if (plainTypes.has(`${module}.${name}`)) return true
  if (numpyModules.has(module) && numpyFunctions.has(name)) return true
  if (specialFunctions.test(module) && !name.startsWith('_')) return true
  const roles = allow.rolesOf(module, name)
  if (roles !== undefined && ['reduce', 'class', 'data', 'container'].some((role) => roles.has(role as 'data')))
    return true
  return isClassRoot(module)
}
