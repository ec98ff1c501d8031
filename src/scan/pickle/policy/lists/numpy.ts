import type { NamesByRole } from '../names-by-role.ts'

/** NumPy: arrays, dtypes and scalars under the module names of 1.x and 2.x, random generators, and plain functions. */
export const numpyNames: NamesByRole = {
  reduce: `
    numpy: dtype
    numpy.core.multiarray: scalar
    numpy._core.multiarray: scalar
    numpy.core.numeric: _frombuffer
    numpy._core.numeric: _frombuffer
    numpy.random.bit_generator: __pyx_unpickle_SeedSequence
    numpy.random._bit_generator: __pyx_unpickle_SeedSequence
  `,
  checked: `
    numpy.core.multiarray: _reconstruct
    numpy._core.multiarray: _reconstruct
    numpy.random._pickle: __bit_generator_ctor __generator_ctor __randomstate_ctor
  `,
  passthrough: `
    numpy.ma.core: _mareconstruct
  `,
  class: `
    numpy: poly1d vectorize busdaycalendar
    numpy.ma: MaskedArray
    numpy.ma.core: MaskedArray mvoid
    numpy.lib._polynomial_impl: poly1d
    numpy.lib.polynomial: poly1d
    numpy.lib.function_base: vectorize
    numpy.polynomial.chebyshev: Chebyshev
    numpy.polynomial.hermite: Hermite
    numpy.polynomial.hermite_e: HermiteE
    numpy.polynomial.laguerre: Laguerre
    numpy.polynomial.legendre: Legendre
    numpy.polynomial.polynomial: Polynomial
  `,
  data: `
    numpy: bool bool_ bytes_ complex128 complex64 datetime64 float16 float32 float64 int16 int32 int64 int8 intc
      intp longdouble longlong clongdouble matrix ndarray object_ recarray record str_ timedelta64 uint16 uint32
      uint64 uint8 uintc uintp ulonglong void
    numpy.core.multiarray: ndarray
    numpy._core.multiarray: ndarray
    numpy.ma: MaskedArray
    numpy.ma.core: MaskedArray MaskedConstant mvoid
    numpy: chararray
    numpy.char: chararray
    numpy.core.defchararray: chararray
    numpy._core.defchararray: chararray
    numpy.rec: recarray record
    numpy.core.records: recarray record
    numpy._core.records: recarray record
    numpy.matrixlib.defmatrix: matrix
    numpy.random._mt19937: MT19937
    numpy.random._pcg64: PCG64 PCG64DXSM
    numpy.random._philox: Philox
    numpy.random._sfc64: SFC64
    numpy.random._generator: Generator
    numpy.random.mtrand: RandomState
    numpy.random.bit_generator: SeedSequence
    numpy: abs argmax argmin average clip cumsum diff max mean median min nan_to_num nanmax nanmean nanmedian
      nanmin nanstd nansum percentile prod ptp quantile round std sum var
    numpy: abs absolute acos acosh add all amax amin any arccos arccosh arcsin arcsinh arctan arctan2 arctanh
      argmax argmin around asin asinh atan atan2 atanh average bitwise_and bitwise_count bitwise_invert
      bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor cbrt ceil clip conj conjugate
      copysign cos cosh cumprod cumsum deg2rad degrees diff digitize divide divmod equal exp exp2 expm1 fabs fix
      flip float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot
      identity imag interp invert isfinite isinf isnan isnat lcm ldexp left_shift less less_equal log log10
      log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul matvec max maximum
      mean median min minimum mod modf multiply nan_to_num nanmax nanmean nanmedian nanmin nanstd nansum nanvar
      negative nextafter not_equal percentile positive pow power prod quantile rad2deg radians ravel real
      reciprocal remainder reshape right_shift rint round sign signbit sin sinh sort spacing sqrt square squeeze
      std subtract sum tan tanh transpose true_divide trunc unique var vecdot vecmat where
    numpy.core._multiarray_umath: abs absolute acos acosh add all amax amin any arccos arccosh arcsin arcsinh
      arctan arctan2 arctanh argmax argmin around asin asinh atan atan2 atanh average bitwise_and bitwise_count
      bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor cbrt ceil clip
      conj conjugate copysign cos cosh cumprod cumsum deg2rad degrees diff digitize divide divmod equal exp exp2
      expm1 fabs fix flip float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal
      heaviside hypot identity imag interp invert isfinite isinf isnan isnat lcm ldexp left_shift less
      less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul
      matvec max maximum mean median min minimum mod modf multiply nan_to_num nanmax nanmean nanmedian nanmin
      nanstd nansum nanvar negative nextafter not_equal percentile positive pow power prod quantile rad2deg
      radians ravel real reciprocal remainder reshape right_shift rint round sign signbit sin sinh sort spacing
      sqrt square squeeze std subtract sum tan tanh transpose true_divide trunc unique var vecdot vecmat where
    numpy._core._multiarray_umath: abs absolute acos acosh add all amax amin any arccos arccosh arcsin arcsinh
      arctan arctan2 arctanh argmax argmin around asin asinh atan atan2 atanh average bitwise_and bitwise_count
      bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor cbrt ceil clip
      conj conjugate copysign cos cosh cumprod cumsum deg2rad degrees diff digitize divide divmod equal exp exp2
      expm1 fabs fix flip float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal
      heaviside hypot identity imag interp invert isfinite isinf isnan isnat lcm ldexp left_shift less
      less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul
      matvec max maximum mean median min minimum mod modf multiply nan_to_num nanmax nanmean nanmedian nanmin
      nanstd nansum nanvar negative nextafter not_equal percentile positive pow power prod quantile rad2deg
      radians ravel real reciprocal remainder reshape right_shift rint round sign signbit sin sinh sort spacing
      sqrt square squeeze std subtract sum tan tanh transpose true_divide trunc unique var vecdot vecmat where
    numpy.linalg: norm
  `,
}
