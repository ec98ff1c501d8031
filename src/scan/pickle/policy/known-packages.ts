/**
 * Packages of machine learning that are known by name. A name of theirs that is not listed says little on its own:
 * versions differ. It may be referred to, never called.
 */
const packages: ReadonlySet<string> = new Set(
  `accelerate autogluon bertopic catboost category_encoders causalml cuml diffusers econml fairlearn fastai feature_engine
  flair flax gensim gluonts hdbscan huggingface_hub imblearn imodels interpret jax jaxlib joblib keras kmodes lifelines
  lightfm lightgbm lightning lightning_fabric lightning_utilities mapie mlxtend monai neuralprophet ngboost numpy onnx
  open_clip optuna pandas peft pgmpy pmdarima prophet pycaret pynndescent pyod pytorch_lightning pytorch_tabnet river
  safetensors scikeras scikitplot scipy sentence_transformers setfit shap sklearn sklearn_crfsuite sklearn_pandas skl2onnx
  skopt skorch sktime spacy statsmodels stable_baselines3 tensorflow thinc timm tokenizers torch torch_geometric
  torchaudio torchmetrics torchtext torchvision tpot transformers treelite tslearn tsfresh ultralytics umap vaex
  xgboost yellowbrick`.split(/\s+/),
)

/**
 * Parts of those packages that hold estimators, layers and the like: an object of a class from there is made by its
 * `__new__`, which does nothing, and set up by assigning attributes.
 */
const classRoots: readonly string[] =
  `catboost. category_encoders. diffusers.models. feature_engine. flair.models. flair.nn.
  gensim.models. hdbscan. imblearn. keras.src.layers. lifelines.fitters. lightgbm. mlxtend. monai.networks. ngboost.
  open_clip. pandas._libs.internals. pandas._libs.tslibs. pandas.core.arrays. pandas.core.dtypes. pandas.core.indexes.
  pandas.core.internals. pmdarima. prophet. pynndescent. pyod. pytorch_tabnet. scipy.interpolate. scipy.optimize.
  scipy.signal. scipy.sparse. scipy.spatial. scipy.stats. sentence_transformers. sklearn. sklearn_pandas. skorch. sktime.
  stable_baselines3. statsmodels.genmod. statsmodels.regression. statsmodels.tsa. timm.layers. timm.models. torch.ao.nn.
  torch.distributions. torch.nn. torch.optim. torch_geometric.nn. torchaudio.models. torchmetrics. torchvision.models.
  torchvision.ops. torchvision.transforms. transformers.models. tslearn. ultralytics.nn. umap. xgboost.`.split(/\s+/)

/** Parts of packages that run things, fetch things or belong to tests. */
const riskyParts: ReadonlySet<string> = new Set(
  `__main__ _testing bottleneck cli conftest cpp_extension datapipes datasets distutils download externals f2py hub
  io multiprocessing setup subprocess test testing tests collect_env`.split(/\s+/),
)

export function isKnownPackage(module: string): boolean {
  const dot = module.indexOf('.')
  return packages.has(dot < 0 ? module : module.slice(0, dot))
}

/** Whether a class of the module can be taken for an estimator, a layer or the like. */
export function isClassRoot(module: string): boolean {
  return classRoots.some((root) => module.startsWith(root)) && !isRiskyPart(module)
}

export function isRiskyPart(module: string): boolean {
  return module.split('.').some((part) => riskyParts.has(part))
}
