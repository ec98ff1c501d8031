/**
 * Operators of the ONNX standard, all versions (domains `ai.onnx` and `ai.onnx.ml`), with those that were experimental
 * or removed. Each computes its outputs from its inputs and attributes and touches nothing else.
 */
const standard = new Set(
  `Abs Acos Acosh Add AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization
  Bernoulli BitCast BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike CausalConvWithState
  Ceil Celu CenterCropPad Clip Col2Im Compress Concat ConcatFromSequence Constant ConstantOfShape Conv ConvInteger
  ConvTranspose Cos Cosh CumProd CumSum DFT DeformConv DepthToSpace DequantizeLinear Det Div Dropout
  DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu
  Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow
  HannWindow HardSigmoid HardSwish Hardmax Identity If ImageDecoder InstanceNormalization IsInf IsNaN LRN LSTM
  LayerNormalization LeakyRelu Less LessOrEqual LinearAttention Log LogSoftmax Loop LpNormalization LpPool MatMul
  MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean MeanVarianceNormalization MelWeightMatrix Min Mish Mod Mul
  Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement
  OptionalHasElement Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN RandomNormal
  RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp
  ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare RegexFullMatch Relu Reshape Resize
  ReverseSequence RoiAlign RotaryEmbedding Round STFT Scan Scatter ScatterElements ScatterND Selu SequenceAt
  SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength SequenceMap Shape Shrink Sigmoid Sign Sin
  Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze
  StringConcat StringNormalizer StringSplit Sub Sum SwiGLU Swish Tan Tanh TensorScatter TfIdfVectorizer ThresholdedRelu
  Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor
  ArrayFeatureExtractor Binarizer CastMap CategoryMapper DictVectorizer FeatureVectorizer Imputer LabelEncoder
  LinearClassifier LinearRegressor Normalizer OneHotEncoder SVMClassifier SVMRegressor Scaler TreeEnsemble
  TreeEnsembleClassifier TreeEnsembleRegressor ZipMap Adagrad Adam Gradient Momentum FlexAttention
  Affine ConstantFill Crop DynamicSlice GRUUnit GivenTensorFill ImageScaler ParametricSoftplus Scale ScaledTanh`.split(
    /\s+/,
  ),
)

const standardDomains = new Set([
  '',
  'ai.onnx',
  'ai.onnx.ml',
  'ai.onnx.training',
  'ai.onnx.preview',
  'ai.onnx.preview.training',
])

/** Operators that ONNX Runtime itself brings, in domains of its own. */
const runtimeDomains = new Set([
  'com.microsoft',
  'com.microsoft.dml',
  'com.microsoft.experimental',
  'com.microsoft.mlfeaturizers',
  'com.microsoft.nchwc',
  'com.ms.internal.nhwc',
])

/** Domains of public operator libraries that people use on purpose; the library is still native code. */
const knownLibraries = new Set([
  'ai.onnx.contrib',
  'com.microsoft.extensions',
  'ai.onnx.genai',
  'mmdeploy',
  'org.openvinotoolkit',
  'org.pytorch.aten',
  'org.pytorch.prim',
  'trt',
  'trt.plugins',
  'TRT',
])

/** Operators of TensorRT that its tools write into the standard domain. */
const knownPlugins = new Set([
  'BatchedNMS_TRT',
  'BatchedNMSDynamic_TRT',
  'EfficientNMS_TRT',
  'NMS_TRT',
  'ROIAlign_TRT',
  'PyramidROIAlign_TRT',
  'MultilevelCropAndResize_TRT',
  'ResizeNearest_TRT',
  'GridAnchor_TRT',
  'DetectionLayer_TRT',
])

/** Operators that call Python of the process, by whatever domain. */
const callsPython = new Set(['PyCustomOp', 'PyOp', 'PythonOp', 'PythonOpGrad', '_PythonOp', '_PythonOpGrad'])

export type OperatorKind = 'pure' | 'python' | 'known-library' | 'library' | 'unknown'

export function kindOfOperator(domain: string, name: string): OperatorKind {
  if (callsPython.has(name)) return 'python'
  if (standardDomains.has(domain)) {
    if (standard.has(name)) return 'pure'
    return knownPlugins.has(name) ? 'known-library' : 'unknown'
  }
  if (runtimeDomains.has(domain)) return 'pure'
  return knownLibraries.has(domain) ? 'known-library' : 'library'
}
