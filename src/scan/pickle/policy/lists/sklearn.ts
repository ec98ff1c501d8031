import type { NamesByRole } from '../names-by-role.ts'

/** scikit-learn: estimators, their parts, and the functions that people hand to them. `_loss` is what 1.3 and 1.5 call a part of it. */
export const sklearnNames: NamesByRole = {
  class: `
    sklearn.metrics._dist_metrics: BrayCurtisDistance CanberraDistance ChebyshevDistance DiceDistance
      EuclideanDistance HammingDistance HaversineDistance JaccardDistance KulsinskiDistance MahalanobisDistance
      ManhattanDistance MatchingDistance MinkowskiDistance PyFuncDistance RogersTanimotoDistance
      RussellRaoDistance SEuclideanDistance SokalMichenerDistance SokalSneathDistance WMinkowskiDistance
    sklearn._loss._loss: CyAbsoluteError CyExponentialLoss CyHalfBinomialLoss CyHalfGammaLoss
      CyHalfMultinomialLoss CyHalfPoissonLoss CyHalfSquaredError CyHalfTweedieLoss CyHalfTweedieLossIdentity
      CyHuberLoss CyLossFunction CyPinballLoss
    sklearn._loss.link: BaseLink HalfLogitLink IdentityLink Interval LogLink LogitLink MultinomialLogit
    sklearn._loss.loss: AbsoluteError ArrayAPILossMixin BaseLoss ExponentialLoss HalfBinomialLoss
      HalfBinomialLossArrayAPI HalfGammaLoss HalfMultinomialLoss HalfMultinomialLossArrayAPI HalfPoissonLoss
      HalfPoissonLossArrayAPI HalfSquaredError HalfTweedieLoss HalfTweedieLossIdentity HuberLoss PinballLoss
    sklearn.base: BaseEstimator BiclusterMixin ClassNamePrefixFeaturesOutMixin ClassifierMixin ClusterMixin
      DensityMixin MetaEstimatorMixin MultiOutputMixin OneToOneFeatureMixin OutlierMixin RegressorMixin
      TransformerMixin _UnstableArchMixin
    sklearn.calibration: CalibratedClassifierCV CalibrationDisplay _CalibratedClassifier _SigmoidCalibration
      _TemperatureScaling
    sklearn.cluster._affinity_propagation: AffinityPropagation
    sklearn.cluster._agglomerative: AgglomerativeClustering FeatureAgglomeration
    sklearn.cluster._bicluster: BaseSpectral SpectralBiclustering SpectralCoclustering
    sklearn.cluster._birch: Birch _CFNode _CFSubcluster
    sklearn.cluster._bisect_k_means: BisectingKMeans _BisectingTree
    sklearn.cluster._dbscan: DBSCAN
    sklearn.cluster._feature_agglomeration: AgglomerationTransform
    sklearn.cluster._hdbscan._tree: TreeUnionFind
    sklearn.cluster._hdbscan.hdbscan: HDBSCAN
    sklearn.cluster._hierarchical_fast: UnionFind WeightedEdge
    sklearn.cluster._kmeans: KMeans MiniBatchKMeans _BaseKMeans
    sklearn.cluster._mean_shift: MeanShift
    sklearn.cluster._optics: OPTICS
    sklearn.cluster._spectral: SpectralClustering
    sklearn.compose._column_transformer: ColumnTransformer _RemainderColsList make_column_selector
    sklearn.compose._target: TransformedTargetRegressor
    sklearn.covariance._elliptic_envelope: EllipticEnvelope
    sklearn.covariance._empirical_covariance: EmpiricalCovariance
    sklearn.covariance._graph_lasso: BaseGraphicalLasso GraphicalLasso GraphicalLassoCV
    sklearn.covariance._robust_covariance: MinCovDet
    sklearn.covariance._shrunk_covariance: LedoitWolf OAS ShrunkCovariance
    sklearn.cross_decomposition._pls: CCA PLSCanonical PLSRegression PLSSVD _PLS
    sklearn.datasets._base: RemoteFileMetadata
    sklearn.decomposition._base: _BasePCA
    sklearn.decomposition._dict_learning: DictionaryLearning MiniBatchDictionaryLearning SparseCoder
      _BaseSparseCoding
    sklearn.decomposition._factor_analysis: FactorAnalysis
    sklearn.decomposition._fastica: FastICA
    sklearn.decomposition._incremental_pca: IncrementalPCA
    sklearn.decomposition._kernel_pca: KernelPCA
    sklearn.decomposition._lda: LatentDirichletAllocation
    sklearn.decomposition._nmf: MiniBatchNMF NMF _BaseNMF
    sklearn.decomposition._pca: PCA
    sklearn.decomposition._sparse_pca: MiniBatchSparsePCA SparsePCA _BaseSparsePCA
    sklearn.decomposition._truncated_svd: TruncatedSVD
    sklearn.discriminant_analysis: DiscriminantAnalysisPredictionMixin LinearDiscriminantAnalysis
      QuadraticDiscriminantAnalysis
    sklearn.dummy: DummyClassifier DummyRegressor
    sklearn.ensemble._bagging: BaggingClassifier BaggingRegressor BaseBagging
    sklearn.ensemble._base: BaseEnsemble _BaseHeterogeneousEnsemble
    sklearn.ensemble._forest: BaseForest ExtraTreesClassifier ExtraTreesRegressor ForestClassifier
      ForestRegressor RandomForestClassifier RandomForestRegressor RandomTreesEmbedding
    sklearn.ensemble._gb: BaseGradientBoosting GradientBoostingClassifier GradientBoostingRegressor
      VerboseReporter
    sklearn.ensemble._gb_losses: BinomialDeviance ClassificationLossFunction ExponentialLoss HuberLossFunction
      LeastAbsoluteError LeastSquaresError LossFunction MultinomialDeviance QuantileLossFunction
      RegressionLossFunction
    sklearn.ensemble._hist_gradient_boosting.binning: _BinMapper
    sklearn.ensemble._hist_gradient_boosting.common: MonotonicConstraint
    sklearn.ensemble._hist_gradient_boosting.gradient_boosting: BaseHistGradientBoosting
      HistGradientBoostingClassifier HistGradientBoostingRegressor
    sklearn.ensemble._hist_gradient_boosting.grower: TreeGrower TreeNode
    sklearn.ensemble._hist_gradient_boosting.histogram: HistogramBuilder
    sklearn.ensemble._hist_gradient_boosting.predictor: TreePredictor
    sklearn.ensemble._hist_gradient_boosting.splitting: SplitInfo Splitter
    sklearn.ensemble._iforest: IsolationForest
    sklearn.ensemble._stacking: StackingClassifier StackingRegressor _BaseStacking
    sklearn.ensemble._voting: VotingClassifier VotingRegressor _BaseVoting
    sklearn.ensemble._weight_boosting: AdaBoostClassifier AdaBoostRegressor BaseWeightBoosting
    sklearn.feature_extraction._dict_vectorizer: DictVectorizer
    sklearn.feature_extraction._hash: FeatureHasher
    sklearn.feature_extraction.image: PatchExtractor
    sklearn.feature_extraction.text: CountVectorizer HashingVectorizer TfidfTransformer TfidfVectorizer
      _VectorizerMixin
    sklearn.feature_selection._base: SelectorMixin
    sklearn.feature_selection._from_model: SelectFromModel
    sklearn.feature_selection._rfe: RFE RFECV
    sklearn.feature_selection._sequential: SequentialFeatureSelector
    sklearn.feature_selection._univariate_selection: GenericUnivariateSelect SelectFdr SelectFpr SelectFwe
      SelectKBest SelectPercentile _BaseFilter
    sklearn.feature_selection._variance_threshold: VarianceThreshold
    sklearn.frozen._frozen: FrozenEstimator
    sklearn.gaussian_process._gpc: GaussianProcessClassifier _BinaryGaussianProcessClassifierLaplace
    sklearn.gaussian_process._gpr: GaussianProcessRegressor
    sklearn.gaussian_process.kernels: CompoundKernel ConstantKernel DotProduct ExpSineSquared Exponentiation
      GenericKernelMixin Hyperparameter Kernel KernelOperator Matern NormalizedKernelMixin PairwiseKernel
      Product RBF RationalQuadratic StationaryKernelMixin Sum WhiteKernel
    sklearn.impute._base: MissingIndicator SimpleImputer _BaseImputer
    sklearn.impute._iterative: IterativeImputer _ImputerTriplet
    sklearn.impute._knn: KNNImputer
    sklearn.isotonic: IsotonicRegression
    sklearn.kernel_approximation: AdditiveChi2Sampler Nystroem PolynomialCountSketch RBFSampler
      SkewedChi2Sampler
    sklearn.kernel_ridge: KernelRidge
    sklearn.linear_model._base: LinearClassifierMixin LinearModel LinearRegression MultiOutputLinearModel
      SparseCoefMixin
    sklearn.linear_model._bayes: ARDRegression BayesianRidge
    sklearn.linear_model._coordinate_descent: ElasticNet ElasticNetCV Lasso LassoCV LinearModelCV
      MultiTaskElasticNet MultiTaskElasticNetCV MultiTaskLasso MultiTaskLassoCV
    sklearn.linear_model._glm._newton_solver: NewtonCholeskySolver NewtonSolver
    sklearn.linear_model._glm.glm: GammaRegressor PoissonRegressor TweedieRegressor _GeneralizedLinearRegressor
    sklearn.linear_model._huber: HuberRegressor
    sklearn.linear_model._least_angle: Lars LarsCV LassoLars LassoLarsCV LassoLarsIC
    sklearn.linear_model._linear_loss: LinearModelLoss
    sklearn.linear_model._logistic: LogisticRegression LogisticRegressionCV _LbfgsCallbackBridge
    sklearn.linear_model._omp: OrthogonalMatchingPursuit OrthogonalMatchingPursuitCV
    sklearn.linear_model._passive_aggressive: PassiveAggressiveClassifier PassiveAggressiveRegressor
    sklearn.linear_model._perceptron: Perceptron
    sklearn.linear_model._quantile: QuantileRegressor
    sklearn.linear_model._ransac: RANSACRegressor
    sklearn.linear_model._ridge: Ridge RidgeCV RidgeClassifier RidgeClassifierCV _BaseRidge _BaseRidgeCV
      _IdentityClassifier _IdentityRegressor _RidgeClassifierMixin _RidgeGCV _XT_CenterStackOp _X_CenterStackOp
    sklearn.linear_model._sag_fast: MultinomialLogLoss32 MultinomialLogLoss64
    sklearn.linear_model._sgd_fast: Classification EpsilonInsensitive Hinge Huber Log LossFunction ModifiedHuber
      Regression SquaredEpsilonInsensitive SquaredHinge SquaredLoss
    sklearn.linear_model._stochastic_gradient: BaseSGD BaseSGDClassifier BaseSGDRegressor SGDClassifier
      SGDOneClassSVM SGDRegressor _ValidationScoreCallback
    sklearn.linear_model._theil_sen: TheilSenRegressor
    sklearn.manifold._classical_mds: ClassicalMDS
    sklearn.manifold._isomap: Isomap
    sklearn.manifold._locally_linear: LocallyLinearEmbedding
    sklearn.manifold._mds: MDS
    sklearn.manifold._spectral_embedding: SpectralEmbedding
    sklearn.manifold._t_sne: TSNE
    sklearn.metrics._dist_metrics: BrayCurtisDistance32 BrayCurtisDistance64 CanberraDistance32
      CanberraDistance64 ChebyshevDistance32 ChebyshevDistance64 DiceDistance32 DiceDistance64 DistanceMetric
      DistanceMetric32 DistanceMetric64 EuclideanDistance32 EuclideanDistance64 HammingDistance32
      HammingDistance64 HaversineDistance32 HaversineDistance64 JaccardDistance32 JaccardDistance64
      KulsinskiDistance32 KulsinskiDistance64 MahalanobisDistance32 MahalanobisDistance64 ManhattanDistance32
      ManhattanDistance64 MatchingDistance32 MatchingDistance64 MinkowskiDistance32 MinkowskiDistance64
      PyFuncDistance32 PyFuncDistance64 RogersTanimotoDistance32 RogersTanimotoDistance64 RussellRaoDistance32
      RussellRaoDistance64 SEuclideanDistance32 SEuclideanDistance64 SokalMichenerDistance32
      SokalMichenerDistance64 SokalSneathDistance32 SokalSneathDistance64
    sklearn.metrics._scorer: _BaseScorer _CurveScorer _MultimetricScorer _PassthroughScorer _PredictScorer
      _ProbaScorer _Scorer _ThresholdScorer
    sklearn.mixture._base: BaseMixture
    sklearn.mixture._bayesian_mixture: BayesianGaussianMixture
    sklearn.mixture._gaussian_mixture: GaussianMixture
    sklearn.model_selection._classification_threshold: BaseThresholdClassifier FixedThresholdClassifier
      TunedThresholdClassifierCV _CurveScorer
    sklearn.model_selection._search: BaseSearchCV GridSearchCV ParameterGrid ParameterSampler RandomizedSearchCV
    sklearn.model_selection._search_successive_halving: BaseSuccessiveHalving HalvingGridSearchCV
      HalvingRandomSearchCV _SubsampleMetaSplitter
    sklearn.model_selection._split: BaseCrossValidator BaseShuffleSplit GroupKFold GroupShuffleSplit
      GroupsConsumerMixin KFold LeaveOneGroupOut LeaveOneOut LeavePGroupsOut LeavePOut PredefinedSplit
      RepeatedKFold RepeatedStratifiedKFold ShuffleSplit StratifiedGroupKFold StratifiedKFold
      StratifiedShuffleSplit TimeSeriesSplit _BaseKFold _CVIterableWrapper _RepeatedSplits
      _UnsupportedGroupCVMixin
    sklearn.multiclass: OneVsOneClassifier OneVsRestClassifier OutputCodeClassifier _ConstantPredictor
    sklearn.multioutput: ClassifierChain MultiOutputClassifier MultiOutputRegressor RegressorChain _BaseChain
      _MultiOutputEstimator
    sklearn.naive_bayes: BernoulliNB CategoricalNB ComplementNB GaussianNB MultinomialNB _BaseDiscreteNB _BaseNB
    sklearn.neighbors._ball_tree: BallTree BallTree32 BallTree64 BinaryTree BinaryTree32 BinaryTree64
      NeighborsHeap NeighborsHeap32 NeighborsHeap64 NodeHeap
    sklearn.neighbors._base: KNeighborsMixin NeighborsBase RadiusNeighborsMixin
    sklearn.neighbors._classification: KNeighborsClassifier RadiusNeighborsClassifier
    sklearn.neighbors._graph: KNeighborsTransformer RadiusNeighborsTransformer
    sklearn.neighbors._kd_tree: BinaryTree BinaryTree32 BinaryTree64 KDTree KDTree32 KDTree64 NeighborsHeap
      NeighborsHeap32 NeighborsHeap64 NodeHeap
    sklearn.neighbors._kde: KernelDensity
    sklearn.neighbors._lof: LocalOutlierFactor
    sklearn.neighbors._nca: NeighborhoodComponentsAnalysis
    sklearn.neighbors._nearest_centroid: NearestCentroid
    sklearn.neighbors._quad_tree: _QuadTree
    sklearn.neighbors._regression: KNeighborsRegressor RadiusNeighborsRegressor
    sklearn.neighbors._unsupervised: NearestNeighbors
    sklearn.neural_network._multilayer_perceptron: BaseMultilayerPerceptron MLPClassifier MLPRegressor
    sklearn.neural_network._rbm: BernoulliRBM
    sklearn.neural_network._stochastic_optimizers: AdamOptimizer BaseOptimizer SGDOptimizer
    sklearn.pipeline: FeatureUnion Pipeline
    sklearn.preprocessing._data: Binarizer KernelCenterer MaxAbsScaler MinMaxScaler Normalizer PowerTransformer
      QuantileTransformer RobustScaler StandardScaler
    sklearn.preprocessing._discretization: KBinsDiscretizer
    sklearn.preprocessing._encoders: OneHotEncoder OrdinalEncoder _BaseEncoder
    sklearn.preprocessing._function_transformer: FunctionTransformer
    sklearn.preprocessing._label: LabelBinarizer LabelEncoder MultiLabelBinarizer
    sklearn.preprocessing._polynomial: PolynomialFeatures SplineTransformer
    sklearn.preprocessing._target_encoder: TargetEncoder
    sklearn.random_projection: BaseRandomProjection GaussianRandomProjection SparseRandomProjection
    sklearn.semi_supervised._label_propagation: BaseLabelPropagation LabelPropagation LabelSpreading
    sklearn.semi_supervised._self_training: SelfTrainingClassifier
    sklearn.svm._base: BaseLibSVM BaseSVC
    sklearn.svm._classes: LinearSVC LinearSVR NuSVC NuSVR OneClassSVM SVC SVR
    sklearn.tree._classes: BaseDecisionTree DecisionTreeClassifier DecisionTreeRegressor ExtraTreeClassifier
      ExtraTreeRegressor
    sklearn.tree._criterion: ClassificationCriterion Criterion Entropy FriedmanMSE Gini MAE MSE Poisson
      RegressionCriterion
    sklearn.tree._partitioner: DensePartitioner SparsePartitioner
    sklearn.tree._splitter: BestSparseSplitter BestSplitter DensePartitioner RandomSparseSplitter RandomSplitter
      SparsePartitioner Splitter
    sklearn.tree._tree: BestFirstTreeBuilder DepthFirstTreeBuilder Tree TreeBuilder _AlphaPruner
      _CCPPruneController _PathFinder
    sklearn.tree._utils: PytestWeightedFenwickTree WeightedFenwickTree WeightedMedianCalculator WeightedPQueue
    sklearn.utils: parallel_backend
    sklearn.utils._available_if: _AvailableIfDescriptor
    sklearn.utils._bunch: Bunch
    sklearn.utils._encode: MissingValues _NaNCounter _nandict
    sklearn.utils._fast_dict: IntFloatDict
    sklearn.utils._metadata_requests: MetadataRequest MetadataRouter MethodMapping MethodMetadataRequest
      MethodPair RequestMethod RouterMappingPair _MetadataRequester _RoutingNotSupportedMixin
    sklearn.utils._seq_dataset: ArrayDataset32 ArrayDataset64 CSRDataset32 CSRDataset64 SequentialDataset32
      SequentialDataset64
    sklearn.utils._set_output: ContainerAdapterProtocol ContainerAdaptersManager PandasAdapter PolarsAdapter
      _SetOutputMixin
    sklearn.utils._tags: ClassifierTags InputTags RegressorTags Tags TargetTags TransformerTags
    sklearn.utils._vector_sentinel: StdVectorSentinel StdVectorSentinelFloat64 StdVectorSentinelInt32
      StdVectorSentinelInt64 StdVectorSentinelIntP
    sklearn.utils._weight_vector: WeightVector32 WeightVector64
    sklearn.utils.metaestimators: _BaseComposition
  `,
  reduce: `
    _loss: CyAbsoluteError CyExponentialLoss CyHalfBinomialLoss CyHalfGammaLoss CyHalfMultinomialLoss
      CyHalfPoissonLoss CyHalfSquaredError CyHalfTweedieLoss CyHalfTweedieLossIdentity CyHuberLoss CyPinballLoss
      __pyx_unpickle_CyAbsoluteError __pyx_unpickle_CyExponentialLoss __pyx_unpickle_CyHalfBinomialLoss
      __pyx_unpickle_CyHalfGammaLoss __pyx_unpickle_CyHalfMultinomialLoss __pyx_unpickle_CyHalfPoissonLoss
      __pyx_unpickle_CyHalfSquaredError __pyx_unpickle_CyHalfTweedieLoss
      __pyx_unpickle_CyHalfTweedieLossIdentity __pyx_unpickle_CyHuberLoss __pyx_unpickle_CyPinballLoss
    sklearn._loss._loss: CyAbsoluteError CyExponentialLoss CyHalfBinomialLoss CyHalfGammaLoss
      CyHalfMultinomialLoss CyHalfPoissonLoss CyHalfSquaredError CyHalfTweedieLoss CyHalfTweedieLossIdentity
      CyHuberLoss CyPinballLoss __pyx_unpickle_CyAbsoluteError __pyx_unpickle_CyExponentialLoss
      __pyx_unpickle_CyHalfBinomialLoss __pyx_unpickle_CyHalfGammaLoss __pyx_unpickle_CyHalfMultinomialLoss
      __pyx_unpickle_CyHalfPoissonLoss __pyx_unpickle_CyHalfSquaredError __pyx_unpickle_CyHalfTweedieLoss
      __pyx_unpickle_CyHalfTweedieLossIdentity __pyx_unpickle_CyHuberLoss __pyx_unpickle_CyPinballLoss
    sklearn.linear_model._sgd_fast: EpsilonInsensitive Hinge Huber Log ModifiedHuber SquaredEpsilonInsensitive
      SquaredHinge SquaredLoss
    sklearn.tree._tree: Tree
  `,
  data: `
    sklearn.metrics._scorer: _passthrough_scorer
    sklearn.cluster._kmeans: _kmeans_single_lloyd
    sklearn.feature_selection._univariate_selection: f_classif
    sklearn.metrics._classification: accuracy_score balanced_accuracy_score f1_score
    sklearn.metrics._ranking: roc_auc_score
    sklearn.metrics._regression: mean_squared_error
    _loss: CyAbsoluteError CyExponentialLoss CyHalfBinomialLoss CyHalfGammaLoss CyHalfMultinomialLoss
      CyHalfPoissonLoss CyHalfSquaredError CyHalfTweedieLoss CyHalfTweedieLossIdentity CyHuberLoss CyPinballLoss
  `,
  passthrough: `
    sklearn.metrics._dist_metrics: newObj newObj32 newObj64
    sklearn.neighbors._ball_tree: newObj newObj32 newObj64
    sklearn.neighbors._kd_tree: newObj newObj32 newObj64
  `,
  container: `
    sklearn.covariance._graph_lasso: _DictWithDeprecatedKeys
    sklearn.utils: Bunch
    sklearn.utils._bunch: Bunch
  `,
}
