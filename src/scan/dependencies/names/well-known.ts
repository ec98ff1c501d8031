/** Packages that many install, and so the ones whose names are imitated. Normalised; on PyPI and on npm. */
export const wellKnown = {
  PyPI: words(`
    absl-py accelerate adlfs aiobotocore aiofiles aiohttp albumentations alembic altair annotated-types anthropic anyio
    apache-airflow apache-beam argon2-cffi asgiref astropy astunparse asyncpg attrs audioread authlib autogluon
    autopep8 azure-core azure-identity azure-storage-blob bcrypt beautifulsoup4 bentoml biopython bitsandbytes
    bleach blinker bokeh boto3 botocore bottleneck cachetools catboost certifi cffi chardet
    charset-normalizer chromadb cloudpickle colorama coloredlogs comet-ml confluent-kafka contourpy coremltools
    coverage cryptography cudf cupy cycler cython dacite dagster dask databricks-sdk dataclasses-json datasets
    datashader deepspeed detectron2 diffusers dill distlib distributed django docker docutils duckdb einops
    elasticsearch evaluate evidently executing fairseq faiss-cpu faiss-gpu fastai fastapi fastavro fasttext
    featuretools filelock flashtext flask flatbuffers flax fonttools frozenlist fsspec ftfy gensim gevent
    geopandas gguf gitpython google-api-core google-auth google-cloud-storage google-pasta gpytorch gradio graphviz
    greenlet grpcio gunicorn gymnasium h5py hdbscan httpcore httplib2 httptools httpx huggingface-hub humanfriendly
    hydra-core hyperopt hypothesis imageio imbalanced-learn importlib-metadata ipykernel ipython ipywidgets isort
    itsdangerous jaxlib jedi jinja2 jmespath joblib jsonlines jsonpickle jsonschema jupyter jupyterlab kaggle kedro keras
    keras-tuner kornia kubernetes langchain langchain-community langchain-core langgraph langsmith librosa lightgbm
    lightning litellm llama-cpp-python llama-index llvmlite loguru lpips markdown markupsafe marshmallow matplotlib
    mlflow mlxtend more-itertools multidict multiprocess mypy mxnet nbconvert nbformat neptune networkx nibabel nltk
    notebook numba numexpr numpy oauthlib omegaconf onnx onnxruntime onnxruntime-gpu openai opencv-contrib-python
    opencv-python opencv-python-headless openpyxl opentelemetry-api opt-einsum optax optuna orjson packaging pandas
    paramiko pathlib2 peewee pendulum pettingzoo pexpect pickle5 pillow platformdirs plotly pluggy polars
    prettytable prometheus-client prompt-toolkit protobuf psutil psycopg2 psycopg2-binary pyarrow pyasn1 pycocotools
    pycparser pydantic pydantic-core pydantic-settings pydicom pydub pygments pyjwt pymongo pymysql pyod pyopenssl
    pyparsing pyspark pytesseract pytest python-dateutil python-dotenv python-multipart pytorch-lightning pytz pywavelets
    pyyaml pyzmq qdrant-client rasterio redis requests requests-oauthlib rich rouge-score ruamel-yaml s3fs
    sacrebleu sacremoses safetensors sagemaker scikit-image scikit-learn scikit-optimize scipy seaborn selenium
    sentence-transformers sentencepiece sentry-sdk seqeval setuptools shapely simpleitk skl2onnx skops slack-sdk
    smart-open snorkel snowflake-connector-python soundfile soupsieve spacy sqlalchemy sqlparse stable-baselines3
    starlette statsmodels streamlit sympy tabulate tenacity tensorboard tensorflow tensorflow-cpu tensorflow-datasets
    tensorflow-gpu tensorflow-hub tensorflow-probability termcolor textblob tf-keras tf2onnx threadpoolctl
    tiktoken timm tokenizers toml torch torchaudio torchdata torchmetrics torchtext torchvision tornado tqdm
    traitlets transformers triton trl typer typing-extensions tzdata ultralytics umap-learn urllib3 uvicorn uvloop
    virtualenv vllm wandb watchfiles weaviate-client websockets werkzeug wrapt xarray xformers xgboost xlrd
    xlsxwriter yarl yellowbrick zstandard
  `),
  npm: words(`
    @huggingface/inference @huggingface/transformers @tensorflow/tfjs @tensorflow/tfjs-node @xenova/transformers angular
    async axios babel-core babel-loader bcrypt bluebird body-parser bootstrap chalk cheerio chokidar classnames commander
    compression cookie-parser cross-env crypto-js d3 danfojs dayjs discord.js dotenv electron esbuild eslint ethers
    express fastify fs-extra glob graphql gulp handlebars husky inquirer jest jquery jsonwebtoken langchain lodash
    markdown-it material-ui minimist mocha moment mongodb mongoose mysql natural next node-fetch nodemailer nodemon
    onnxruntime-node onnxruntime-web openai passport playwright postcss prettier prop-types puppeteer react react-dom
    react-redux react-router react-router-dom redis redux request rimraf rollup rxjs semver sequelize sharp socket.io
    styled-components superagent tailwindcss typescript underscore uuid validator vite vitest webpack webpack-cli
    winston yargs
  `),
} as const

/** Real packages whose names lie close to a well-known one. */
export const genuine = {
  PyPI: new Set(
    words(`
      aredis attr beautifulsoup boto bpython cattrs dataset djongo docket flash grequests httpcore2 httpx2
      json-lines markdown2 openapi openml panda pathlib psycopg pyaml pymssql scapy scipp simpy slack
      stable-baselines sumpy tensorboardx tokenize-rt torchx trequests unicorn websocket x-transformers
    `),
  ),
  npm: new Set(
    words(`
      args bcrypto chai crypt eclint eslint_d gaxios mssql mysql2 openapi preact prettierx scrypt server share tslint
    `),
  ),
} as const

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
