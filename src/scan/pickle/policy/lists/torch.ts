import type { NamesByRole } from '../names-by-role.ts'

/** PyTorch: names of its own weights-only loader, modules, optimizers and distributions. */
export const torchNames: NamesByRole = {
  class: `
    torch.ao.nn.intrinsic.modules.fused: BNReLU2d BNReLU3d ConvAdd2d ConvAddReLU2d ConvBn1d ConvBn2d ConvBn3d
      ConvBnReLU1d ConvBnReLU2d ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d LinearBn1d LinearLeakyReLU
      LinearReLU LinearTanh _FusedModule
    torch.ao.nn.intrinsic.qat.modules.conv_fused: ConvBn1d ConvBn2d ConvBn3d ConvBnReLU1d ConvBnReLU2d
      ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d _ConvBnNd
    torch.ao.nn.intrinsic.qat.modules.linear_fused: LinearBn1d
    torch.ao.nn.intrinsic.qat.modules.linear_relu: LinearReLU
    torch.ao.nn.intrinsic.quantized.dynamic.modules.linear_relu: LinearReLU
    torch.ao.nn.intrinsic.quantized.modules.bn_relu: BNReLU2d BNReLU3d
    torch.ao.nn.intrinsic.quantized.modules.conv_add: ConvAdd2d ConvAddReLU2d
    torch.ao.nn.intrinsic.quantized.modules.conv_relu: ConvReLU1d ConvReLU2d ConvReLU3d
    torch.ao.nn.intrinsic.quantized.modules.linear_relu: LinearLeakyReLU LinearReLU LinearTanh
    torch.ao.nn.qat.dynamic.modules.linear: Linear
    torch.ao.nn.qat.modules.conv: Conv1d Conv2d Conv3d _ConvNd
    torch.ao.nn.qat.modules.embedding_ops: Embedding EmbeddingBag
    torch.ao.nn.qat.modules.linear: Linear
    torch.ao.nn.quantizable.modules.activation: MultiheadAttention
    torch.ao.nn.quantizable.modules.rnn: LSTM LSTMCell _LSTMLayer _LSTMSingleLayer
    torch.ao.nn.quantized.dynamic.modules.conv: Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d
      ConvTranspose3d
    torch.ao.nn.quantized.dynamic.modules.linear: Linear
    torch.ao.nn.quantized.dynamic.modules.rnn: GRU GRUCell LSTM LSTMCell PackedParameter RNNBase RNNCell
      RNNCellBase
    torch.ao.nn.quantized.modules: DeQuantize Quantize
    torch.ao.nn.quantized.modules.activation: ELU Hardswish LeakyReLU MultiheadAttention PReLU ReLU6 Sigmoid
      Softmax
    torch.ao.nn.quantized.modules.batchnorm: BatchNorm2d BatchNorm3d _BatchNorm
    torch.ao.nn.quantized.modules.conv: Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d
      _ConvNd _ConvTransposeNd
    torch.ao.nn.quantized.modules.dropout: Dropout
    torch.ao.nn.quantized.modules.embedding_ops: Embedding EmbeddingBag EmbeddingPackedParams
    torch.ao.nn.quantized.modules.functional_modules: FXFloatFunctional FloatFunctional QFunctional
    torch.ao.nn.quantized.modules.linear: Linear LinearPackedParams
    torch.ao.nn.quantized.modules.normalization: GroupNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d
      LayerNorm
    torch.ao.nn.quantized.modules.rnn: LSTM
    torch.ao.nn.quantized.modules.utils: WeightedQuantizedModule
    torch.ao.nn.quantized.reference.modules.conv: Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d
      ConvTranspose3d _ConvNd _ConvTransposeNd
    torch.ao.nn.quantized.reference.modules.linear: Linear
    torch.ao.nn.quantized.reference.modules.rnn: GRU GRUCell LSTM LSTMCell RNNBase RNNCell RNNCellBase
    torch.ao.nn.quantized.reference.modules.sparse: Embedding EmbeddingBag
    torch.ao.nn.quantized.reference.modules.utils: ReferenceQuantizedModule
    torch.ao.nn.sparse.quantized.dynamic.linear: Linear
    torch.ao.nn.sparse.quantized.linear: Linear LinearPackedParams
    torch.ao.nn.sparse.quantized.utils: LinearBlockSparsePattern
    torch.distributions.bernoulli: Bernoulli
    torch.distributions.beta: Beta
    torch.distributions.binomial: Binomial
    torch.distributions.categorical: Categorical
    torch.distributions.cauchy: Cauchy
    torch.distributions.chi2: Chi2
    torch.distributions.constraints: Constraint MixtureSameFamilyConstraint _Boolean _Cat _CorrCholesky
      _Dependent _DependentProperty _GreaterThan _GreaterThanEq _HalfOpenInterval _IndependentConstraint
      _IntegerGreaterThan _IntegerInterval _IntegerLessThan _Interval _LessThan _LowerCholesky _LowerTriangular
      _Multinomial _OneHot _PositiveDefinite _PositiveSemidefinite _Real _Simplex _Square _Stack _Symmetric
    torch.distributions.continuous_bernoulli: ContinuousBernoulli
    torch.distributions.dirichlet: Dirichlet _Dirichlet
    torch.distributions.distribution: Distribution
    torch.distributions.exp_family: ExponentialFamily
    torch.distributions.exponential: Exponential
    torch.distributions.fishersnedecor: FisherSnedecor
    torch.distributions.gamma: Gamma
    torch.distributions.generalized_pareto: GeneralizedPareto
    torch.distributions.geometric: Geometric
    torch.distributions.gumbel: Gumbel
    torch.distributions.half_cauchy: HalfCauchy
    torch.distributions.half_normal: HalfNormal
    torch.distributions.independent: Independent
    torch.distributions.inverse_gamma: InverseGamma
    torch.distributions.kl: _Match
    torch.distributions.kumaraswamy: Kumaraswamy
    torch.distributions.laplace: Laplace
    torch.distributions.lkj_cholesky: LKJCholesky
    torch.distributions.log_normal: LogNormal
    torch.distributions.logistic_normal: LogisticNormal
    torch.distributions.lowrank_multivariate_normal: LowRankMultivariateNormal
    torch.distributions.mixture_same_family: MixtureSameFamily
    torch.distributions.multinomial: Multinomial
    torch.distributions.multivariate_normal: MultivariateNormal
    torch.distributions.negative_binomial: NegativeBinomial
    torch.distributions.normal: Normal
    torch.distributions.one_hot_categorical: OneHotCategorical OneHotCategoricalStraightThrough
    torch.distributions.pareto: Pareto
    torch.distributions.poisson: Poisson
    torch.distributions.relaxed_bernoulli: LogitRelaxedBernoulli RelaxedBernoulli
    torch.distributions.relaxed_categorical: ExpRelaxedCategorical RelaxedOneHotCategorical
    torch.distributions.studentT: StudentT
    torch.distributions.transformed_distribution: TransformedDistribution
    torch.distributions.transforms: AbsTransform AffineTransform CatTransform ComposeTransform
      CorrCholeskyTransform CumulativeDistributionTransform ExpTransform IndependentTransform
      LowerCholeskyTransform PositiveDefiniteTransform PowerTransform ReshapeTransform SigmoidTransform
      SoftmaxTransform SoftplusTransform StackTransform StickBreakingTransform TanhTransform Transform
      _InverseTransform
    torch.distributions.uniform: Uniform
    torch.distributions.utils: _lazy_property_and_property lazy_property
    torch.distributions.von_mises: VonMises
    torch.distributions.weibull: Weibull
    torch.distributions.wishart: Wishart
    torch.nn.attention: _SDPBackend
    torch.nn.functional: _ScalingType _SwizzleType
    torch.nn.modules.activation: CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU
      LogSigmoid LogSoftmax Mish MultiheadAttention PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d
      Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold
    torch.nn.modules.adaptive: AdaptiveLogSoftmaxWithLoss _ASMoutput
    torch.nn.modules.batchnorm: BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d
      LazyBatchNorm3d SyncBatchNorm _BatchNorm _LazyNormBase _NormBase
    torch.nn.modules.channelshuffle: ChannelShuffle
    torch.nn.modules.container: Container ModuleDict ModuleList ParameterDict ParameterList Sequential
    torch.nn.modules.conv: Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d LazyConv1d
      LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d _ConvNd
      _ConvTransposeMixin _ConvTransposeNd _LazyConvXdMixin
    torch.nn.modules.distance: CosineSimilarity PairwiseDistance
    torch.nn.modules.dropout: AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout _DropoutNd
    torch.nn.modules.flatten: Flatten Unflatten
    torch.nn.modules.fold: Fold Unfold
    torch.nn.modules.instancenorm: InstanceNorm1d InstanceNorm2d InstanceNorm3d LazyInstanceNorm1d
      LazyInstanceNorm2d LazyInstanceNorm3d _InstanceNorm
    torch.nn.modules.lazy: LazyModuleMixin _LazyProtocol
    torch.nn.modules.linear: Bilinear Identity LazyLinear Linear NonDynamicallyQuantizableLinear
    torch.nn.modules.linear_cross_entropy: _ChunkContext _ChunkViews
    torch.nn.modules.linear_cross_entropy_options: LinearCrossEntropyOptions
    torch.nn.modules.loss: BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss
      GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss LinearCrossEntropyLoss MSELoss
      MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss NLLLoss2d
      PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss _Loss
      _WeightedLoss
    torch.nn.modules.module: Module _IncompatibleKeys _WrappedHook
    torch.nn.modules.normalization: CrossMapLRN2d GroupNorm LayerNorm LocalResponseNorm RMSNorm
    torch.nn.modules.padding: CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d
      ConstantPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d
      ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d _CircularPadNd _ConstantPadNd _ReflectionPadNd
      _ReplicationPadNd
    torch.nn.modules.pixelshuffle: PixelShuffle PixelUnshuffle
    torch.nn.modules.pooling: AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d
      AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d
      LPPool1d LPPool2d LPPool3d MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d
      _AdaptiveAvgPoolNd _AdaptiveMaxPoolNd _AvgPoolNd _LPPoolNd _MaxPoolNd _MaxUnpoolNd
    torch.nn.modules.rnn: GRU GRUCell LSTM LSTMCell RNN RNNBase RNNCell RNNCellBase
    torch.nn.modules.sparse: Embedding EmbeddingBag
    torch.nn.modules.transformer: Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder
      TransformerEncoderLayer
    torch.nn.modules.upsampling: Upsample UpsamplingBilinear2d UpsamplingNearest2d
    torch.nn.parameter: Buffer Parameter UninitializedBuffer UninitializedParameter UninitializedTensorMixin
      _BufferMeta _ParameterMeta
    torch.nn.utils.parametrizations: _OrthMaps _Orthogonal _SpectralNorm _WeightNorm
    torch.nn.utils.parametrize: ParametrizationList
    torch.nn.utils.prune: BasePruningMethod CustomFromMask Identity L1Unstructured LnStructured PruningContainer
      RandomStructured RandomUnstructured
    torch.nn.utils.rnn: PackedSequence PackedSequence_
    torch.nn.utils.spectral_norm: SpectralNorm SpectralNormLoadStateDictPreHook SpectralNormStateDictHook
    torch.nn.utils.weight_norm: WeightNorm
    torch.optim: Adafactor Muon
    torch.optim._stateless: _GroupSwapinInfo
    torch.optim.adadelta: Adadelta
    torch.optim.adagrad: Adagrad
    torch.optim.adam: Adam
    torch.optim.adamax: Adamax
    torch.optim.adamw: AdamW
    torch.optim.asgd: ASGD
    torch.optim.lbfgs: LBFGS
    torch.optim.lr_scheduler: ChainedScheduler ConstantLR CosineAnnealingLR CosineAnnealingWarmRestarts CyclicLR
      ExponentialLR LRScheduler LambdaLR LinearLR MultiStepLR MultiplicativeLR OneCycleLR PolynomialLR
      ReduceLROnPlateau SequentialLR StepLR _LRScheduler _SchedulePhase _enable_get_lr_call _initial_mode
    torch.optim.nadam: NAdam
    torch.optim.optimizer: Optimizer _RequiredParameter
    torch.optim.radam: RAdam
    torch.optim.rmsprop: RMSprop
    torch.optim.rprop: Rprop
    torch.optim.sgd: SGD
    torch.optim.sparse_adam: SparseAdam
    torch.optim.swa_utils: AveragedModel SWALR
    torch: ScriptObject Tensor
    torch._C: Generator
    torch.utils.data.dataset: ChainDataset ConcatDataset Dataset IterableDataset StackDataset Subset TensorDataset
    torch.utils.data.sampler: BatchSampler RandomSampler SequentialSampler Sampler SubsetRandomSampler WeightedRandomSampler
  `,
  reduce: `
    torch: Size device
    torch._utils: _rebuild_device_tensor_from_cpu_tensor _rebuild_device_tensor_from_numpy
      _rebuild_meta_tensor_no_storage _rebuild_nested_tensor _rebuild_parameter _rebuild_parameter_with_state
      _rebuild_qtensor _rebuild_sparse_csr_tensor _rebuild_sparse_tensor _rebuild_tensor _rebuild_tensor_v2
      _rebuild_tensor_v3
    torch.jit._pickle: build_boollist build_doublelist build_intlist build_tensor_from_id build_tensorlist
      restore_type_tag
    torch.serialization: _get_layout
  `,
  nested: `
    torch.storage: _load_from_bytes
  `,
  passthrough: `
    torch._tensor: _rebuild_from_type_v2
    torch._utils: _rebuild_wrapper_subclass
  `,
  data: `
    torch: BFloat16Storage BoolStorage ByteStorage CharStorage ComplexDoubleStorage ComplexFloatStorage
      DoubleStorage FloatStorage HalfStorage IntStorage LongStorage ShortStorage QInt8Storage QInt32Storage
      QUInt8Storage QUInt4x2Storage QUInt2x4Storage BFloat16Tensor BoolTensor ByteTensor CharTensor DoubleTensor
      FloatTensor HalfTensor IntTensor LongTensor ShortTensor bool bfloat16 float16 float32 float64 complex32
      complex64 complex128 int1 int2 int3 int4 int5 int6 int7 int8 int16 int32 int64 uint1 uint2 uint3 uint4
      uint5 uint6 uint7 uint8 uint16 uint32 uint64 bits8 bits16 bits1x8 bits2x4 bits4x2 float4_e2m1fn_x2
      float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu qint8 qint32 quint8 quint4x2
      quint2x4 per_tensor_affine per_tensor_symmetric per_channel_affine per_channel_symmetric
      per_channel_affine_float_qparams
    torch.cuda: BFloat16Storage BoolStorage ByteStorage CharStorage ComplexDoubleStorage ComplexFloatStorage
      DoubleStorage FloatStorage HalfStorage IntStorage LongStorage ShortStorage BFloat16Tensor BoolTensor
      ByteTensor CharTensor DoubleTensor FloatTensor HalfTensor IntTensor LongTensor ShortTensor
    torch.sparse: BFloat16Tensor ByteTensor CharTensor DoubleTensor FloatTensor HalfTensor IntTensor LongTensor
      ShortTensor
    torch.cuda.sparse: BFloat16Tensor ByteTensor CharTensor DoubleTensor FloatTensor HalfTensor IntTensor
      LongTensor ShortTensor
    torch.storage: TypedStorage UntypedStorage _TypedStorage _UntypedStorage
    torch._C._nn: gelu
    torch.nn.functional: elu gelu leaky_relu log_softmax mish relu relu6 selu sigmoid silu softmax softplus tanh
    torch: relu sigmoid tanh softmax
  `,
}
