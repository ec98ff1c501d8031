import { wellKnown } from './well-known.ts'

/** Modules whose package has another name on PyPI. Where several packages hold a module, the usual one. */
const renamed: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ sklearn: 'scikit-learn', skimage: 'scikit-image', skopt: 'scikit-optimize', imblearn: 'imbalanced-learn' },
    ...{ cv2: 'opencv-python', PIL: 'Pillow', yaml: 'PyYAML', bs4: 'beautifulsoup4', dateutil: 'python-dateutil' },
    ...{ attr: 'attrs', git: 'GitPython', jwt: 'PyJWT', OpenSSL: 'pyOpenSSL', Crypto: 'pycryptodome', zmq: 'pyzmq' },
    ...{
      pytorch_lightning: 'pytorch-lightning',
      lightning_fabric: 'lightning',
      lightning_utilities: 'lightning-utilities',
    },
    ...{ sentence_transformers: 'sentence-transformers', huggingface_hub: 'huggingface-hub', umap: 'umap-learn' },
    ...{
      category_encoders: 'category-encoders',
      feature_engine: 'feature-engine',
      faiss: 'faiss-cpu',
      fasttext: 'fasttext',
    },
    ...{
      stable_baselines3: 'stable-baselines3',
      tensorflow_hub: 'tensorflow-hub',
      tensorflow_probability: 'tensorflow-probability',
    },
    ...{
      tensorflow_datasets: 'tensorflow-datasets',
      tf_keras: 'tf-keras',
      keras_tuner: 'keras-tuner',
      opt_einsum: 'opt-einsum',
    },
    ...{ llama_index: 'llama-index', langchain_core: 'langchain-core', langchain_community: 'langchain-community' },
    ...{
      google_auth_oauthlib: 'google-auth-oauthlib',
      psycopg2: 'psycopg2-binary',
      MySQLdb: 'mysqlclient',
      serial: 'pyserial',
    },
    ...{ fairseq: 'fairseq', detectron2: 'detectron2', mmcv: 'mmcv', nemo: 'nemo-toolkit', whisper: 'openai-whisper' },
    ...{
      clip: 'openai-clip',
      segment_anything: 'segment-anything',
      torch_geometric: 'torch-geometric',
      pandas_ta: 'pandas-ta',
    },
    ...{
      sklearn_crfsuite: 'sklearn-crfsuite',
      sksurv: 'scikit-survival',
      jose: 'python-jose',
      dotenv: 'python-dotenv',
    },
    ...{ docx: 'python-docx', pptx: 'python-pptx', fitz: 'PyMuPDF', magic: 'python-magic', slugify: 'python-slugify' },
    ...{
      pywt: 'PyWavelets',
      SimpleITK: 'SimpleITK',
      Bio: 'biopython',
      rdkit: 'rdkit',
      Cython: 'Cython',
      IPython: 'ipython',
    },
    ...{ mpl_toolkits: 'matplotlib', pylab: 'matplotlib', pkg_resources: 'setuptools', _pytest: 'pytest', gym: 'gym' },
    ...{
      jax: 'jax',
      ray: 'ray',
      peft: 'peft',
      shap: 'shap',
      lime: 'lime',
      prophet: 'prophet',
      river: 'river',
      dask_ml: 'dask-ml',
    },
    ...{
      cuml: 'cuml',
      mord: 'mord',
      pymc: 'pymc',
      torch_scatter: 'torch-scatter',
      markdown: 'Markdown',
      jinja2: 'Jinja2',
    },
  }),
)

const sameName = new Set<string>(wellKnown.PyPI)

/**
 * The package on PyPI that a module comes from. undefined for the standard library and for modules that are not known: one
 * of a team's own may have the name of anybody's package.
 */
export function packageOfModule(module: string): string | undefined {
  const top = module.split('.', 1)[0]!
  return renamed.get(top) ?? (sameName.has(top) ? top : undefined)
}
