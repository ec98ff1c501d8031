import type { Scope } from '../../scope.ts'
import { judgeName } from './class-names.ts'
import type { Scalar } from './settings.ts'

/** Loader modules of MLflow itself (mlflow 3.4), by exact name. */
const loaders = new Set(
  `sklearn pytorch tensorflow keras xgboost lightgbm catboost spark onnx statsmodels prophet pmdarima spacy fastai h2o paddle gluon
  mleap shap diviner transformers sentence_transformers langchain openai llama_index dspy promptflow johnsnowlabs pyfunc.model
  pyfunc.loaders.chat_agent pyfunc.loaders.chat_model pyfunc.loaders.code_model pyfunc.loaders.responses_agent`
    .split(/\s+/)
    .map((name) => `mlflow.${name}`),
)

const pathKeys = new Set(
  'data code env conda virtualenv model_path python_model model_code_path pickled_model path config state_dict serialized_model'.split(
    ' ',
  ),
)

/** What an `MLmodel` file has MLflow import and run (mlflow.org, "MLflow Models: Storage Format"). */
export function checkMlmodel(path: readonly string[], value: Scalar, offset: number, scope: Scope): void {
  if (typeof value !== 'string') return
  const key = path.at(-1)!
  if (key === 'loader_module') checkLoader(value, offset, scope)
  else if (key === 'mlflow_version') scope.fact({ kind: 'producer', name: 'mlflow', version: value })
  else if (key === 'model_uuid' || key === 'run_id')
    scope.fact({ kind: 'property', name: key, value: value.slice(0, 200) })
  const isFlavor = path[0] === 'flavors'
  if (isFlavor && pathKeys.has(key === '0' ? path.at(-2)! : key)) checkPath(key, value, offset, scope)
  if (isFlavor && (key === 'code' || key === 'model_code_path')) {
    const detail = `the model brings code of its own: ${value}`
    const level = key === 'code' ? 'medium' : 'low'
    scope.find('config-code/carries-code', { subject: value, detail, offset, level })
  }
}

function checkLoader(name: string, offset: number, scope: Scope): void {
  if (loaders.has(name)) return
  const verdict = judgeName(name, scope.allow)
  if (verdict === undefined) return
  const detail = `the model has the module ${name} imported to load it, which is none of MLflow`
  const level = verdict.rule === 'config-code/runs-code' ? 'critical' : 'medium'
  scope.find(verdict.rule, { subject: name, detail, offset, level })
}

function checkPath(key: string, path: string, offset: number, scope: Scope): void {
  if (/^[/\\]|^[A-Za-z]:\\|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path)) {
    const detail = `the model has ${path} read, which lies outside its folder`
    scope.find('external-data/escaping-path', { subject: path, detail, offset })
  } else scope.fact({ kind: 'reference', to: path, why: key })
}
