/** Modules of TensorFlow whose functions compute tensors from tensors. */
const pureModules = new Set([
  '__operators__',
  'audio',
  'bitwise',
  'dtypes',
  'image',
  'keras.activations',
  'keras.backend',
  'keras.losses',
  'keras.metrics',
  'linalg',
  'math',
  'nest',
  'nn',
  'quantization',
  'ragged',
  'random',
  'sets',
  'signal',
  'sparse',
  'strings',
  'compat.v1.image',
  'compat.v1.linalg',
  'compat.v1.math',
  'compat.v1.nn',
])

/** Functions at the top of TensorFlow. */
const pureFunctions = new Set(
  `abs acos acosh add add_n argmax argmin argsort as_dtype as_string asin asinh atan atan2 atanh batch_to_space bitcast
  boolean_mask broadcast_dynamic_shape broadcast_static_shape broadcast_to case cast clip_by_global_norm clip_by_norm
  clip_by_value complex concat cond constant convert_to_tensor cos cosh cumsum div divide
  dynamic_partition dynamic_stitch edit_distance einsum ensure_shape equal exp expand_dims extract_volume_patches eye
  fill fingerprint floor foldl foldr gather gather_nd getitem greater greater_equal guarantee_const
  histogram_fixed_width histogram_fixed_width_bins identity identity_n less less_equal linspace logical_and logical_not
  logical_or make_ndarray map_fn matmul matrix_square_root maximum meshgrid minimum multiply negative no_op norm
  not_equal one_hot ones ones_like ones_initializer pad parallel_stack pow range rank realdiv reduce_all reduce_any
  reduce_logsumexp reduce_max reduce_mean reduce_min reduce_prod reduce_sum repeat
  reshape reverse reverse_sequence roll round saturate_cast scalar_mul scan scatter_nd searchsorted sequence_mask shape
  shape_n sigmoid sign sin sinh size slice sort space_to_batch space_to_batch_nd split sqrt square squeeze stack
  stop_gradient strided_slice subtract switch_case tan tanh tensor_scatter_nd_add tensor_scatter_nd_max
  tensor_scatter_nd_min tensor_scatter_nd_sub tensor_scatter_nd_update tensordot tile timestamp transpose truediv
  truncatediv truncatemod unique unique_with_counts unravel_index unstack vectorized_map where while_loop zeros
  zeros_like`.split(/\s+/),
)

const impureNames = new Set([
  'print',
  'py_func',
  'py_function',
  'numpy_function',
  'load_op_library',
  'load_library',
  'load_file_system_library',
  'save_img',
  'load_img',
])

/** Whether `tf.<symbol>` only computes. */
export function isPureSymbol(symbol: string): boolean {
  const plain = symbol.startsWith('tf.') ? symbol.slice(3) : symbol
  if (pureFunctions.has(plain)) return true
  const dot = plain.lastIndexOf('.')
  const name = plain.slice(dot + 1)
  return dot > 0 && !impureNames.has(name) && pureModules.has(plain.slice(0, dot))
}
