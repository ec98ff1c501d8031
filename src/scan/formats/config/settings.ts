import { checkPython } from '../../python/check-python.ts'
import type { Scope } from '../../scope.ts'
import { checkTemplate } from '../../templates/check-template.ts'
import { judgeName } from './class-names.ts'
import { reportNamedCode } from './named-code.ts'

export type Scalar = string | number | boolean | null

/** Keys whose second value a reader could take instead of the first, with another effect. */
const weightyKeys = new Set(
  '_target_ auto_map trust_remote_code chat_template custom_pipelines class class_name loader_module module handler target'.split(
    ' ',
  ),
)

/** Keys under which a configuration names what is imported and called. */
const targetKeys = new Set(['_target_', 'py/object', 'py/type', 'py/function', 'py/class'])
const runningKeys = new Set(['py/reduce', 'py/repr', 'py/newargs', 'py/newargsex'])
const propertyKeys = new Set(
  'model_type architectures transformers_version torch_dtype base_model_name_or_path _name_or_path license peft_type'.split(
    ' ',
  ),
)
const libraries = new Set('diffusers transformers onnxruntime optimum peft flax numpy torch'.split(' '))
/** Of a Keras model, whose beginning may be anything. */
const kerasCode = new Set(['Lambda', '__lambda__', 'TorchModuleWrapper'])
const mostDuplicates = 20
const longestProperty = 200
const dotted = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/

/**
 * Looks at a configuration value by value, whatever language it is written in: names of code to import, templates, files that
 * it refers to. Values are told by the path of their keys; items of lists have their number as key.
 */
export class Settings {
  readonly #scope: Scope
  readonly #templates: { name: string; text: string; offset: number }[] = []
  readonly #references = new Set<string>()
  readonly #libraries = new Map<string, { name: string; offset: number }>()
  #duplicates = 0

  constructor(scope: Scope) {
    this.#scope = scope
  }

  /** Told for every key, before its value. */
  key(key: string, offset: number): void {
    if (runningKeys.has(key)) {
      const detail = `the configuration has ${key}, with which jsonpickle runs code`
      this.#scope.find('config-code/runs-code', { subject: key, detail, offset })
    }
  }

  duplicate(key: string, offset: number): void {
    if (++this.#duplicates > mostDuplicates) return
    const level = weightyKeys.has(key) ? 'high' : 'low'
    const detail = `the key ${key} stands twice in one object`
    this.#scope.find('format/duplicate-key', { subject: key, detail, offset, level })
  }

  value(path: readonly string[], value: Scalar, offset: number): void {
    const key = path.at(-1) ?? ''
    if (typeof value === 'string') this.#text(path, key, value, offset)
    else if (key === 'trust_remote_code' && value === true) {
      const detail = 'the configuration asks for trust in the code of its repository'
      this.#scope.find('config-code/remote-code', { subject: key, detail, offset })
    }
    if (propertyKeys.has(key) && path.length === 1 && value !== null) {
      const text = String(value).slice(0, longestProperty)
      if (key === 'transformers_version') this.#scope.fact({ kind: 'producer', name: 'transformers', version: text })
      else this.#scope.fact({ kind: 'property', name: key, value: text })
    }
  }

  async finish(): Promise<void> {
    for (const { name, text, offset } of this.#templates) await checkTemplate(name, text, this.#scope, offset)
    for (const [component, { name, offset }] of this.#libraries) {
      if (libraries.has(name) || name.startsWith('diffusers.') || name.startsWith('transformers.')) continue
      const reference = component === '_class_name' ? `${name}.Pipeline` : `${component}.${name}.Component`
      reportNamedCode(reference, component, offset, this.#scope)
    }
  }

  #text(path: readonly string[], key: string, value: string, offset: number): void {
    const scope = this.#scope
    if (path.includes('auto_map') || (key === 'impl' && path.includes('custom_pipelines'))) {
      this.#once(value, () => reportNamedCode(value, 'auto_map', offset, scope))
    } else if (targetKeys.has(key)) this.#judge(value, offset)
    else if (key === 'class_name' && kerasCode.has(value)) this.#kerasCode(value, offset)
    // PEFT imports it to find the class of the base model.
    else if (key === 'parent_library' && path[0] === 'auto_mapping') this.#judge(`${value}.BaseModel`, offset)
    else if (key === 'target' && dotted.test(value)) this.#judge(value, offset, true)
    else if (path.length === 2 && path[0] !== undefined && /^[01]$/.test(key))
      this.#component(path[0], key, value, offset)
    if (path.includes('weight_map')) this.#weights(value, offset)
    if (path[0] === 'chat_template') this.#template(path, value, offset)
    if (path.length === 2 && path[0] === 'model' && key === 'handler') this.#handler(value, offset)
    if (scope.name === 'modules.json' && key === 'type') this.#module(value, offset)
    if (value.startsWith('$') && value.includes('(')) this.#expression(value.slice(1), offset)
  }

  #kerasCode(name: string, offset: number): void {
    const detail = `the configuration has a Keras object of the class ${name}, which holds code`
    this.#once(name, () => this.#scope.find('config-code/runs-code', { subject: name, detail, offset }))
  }

  #once(value: string, tell: () => void): void {
    if (this.#references.has(value)) return
    this.#references.add(value)
    tell()
  }

  #judge(name: string, offset: number, isMild = false): void {
    this.#once(name, () => {
      const verdict = judgeName(name, this.#scope.allow)
      if (verdict === undefined) return
      const { rule, detail } = verdict
      const level = isMild && rule === 'config-code/unvetted-class' ? 'low' : verdict.level
      this.#scope.find(rule, { subject: name, detail, offset, ...(level === undefined ? {} : { level }) })
    })
  }

  /** `"unet": ["diffusers", "UNet2DConditionModel"]` in model_index.json; a class of its own has a file for library. */
  #component(component: string, key: string, value: string, offset: number): void {
    if (key === '0' && this.#scope.name === 'model_index.json') this.#libraries.set(component, { name: value, offset })
  }

  #weights(file: string, offset: number): void {
    this.#once(file, () => {
      const subject = file
      if (file.includes('://')) {
        const detail = `the index takes weights from an address: ${file}`
        this.#scope.find('external-data/remote-address', { subject, detail, offset })
      } else if (/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(file)) {
        const detail = `the index takes weights from outside the folder: ${file}`
        this.#scope.find('external-data/escaping-path', { subject, detail, offset })
      } else this.#scope.fact({ kind: 'reference', to: file, why: 'weight_map' })
    })
  }

  #template(path: readonly string[], value: string, offset: number): void {
    if (path.length === 1) this.#templates.push({ name: 'default', text: value, offset })
    else if (path.length === 2) this.#templates.push({ name: path[1]!, text: value, offset })
    else if (path[2] === 'name') this.#templates.push({ name: value, text: '', offset })
    else if (path[2] === 'template') {
      const last = this.#templates.at(-1)
      if (last?.text === '') last.text = value
      else this.#templates.push({ name: `number ${path[1]}`, text: value, offset })
    }
  }

  #handler(value: string, offset: number): void {
    this.#scope.fact({ kind: 'reference', to: value, why: 'handler' })
    if (!value.includes('.py')) return
    const detail = `the archive has the handler ${value} run`
    this.#scope.find('config-code/carries-code', { subject: value, detail, offset, level: 'low' })
  }

  #module(value: string, offset: number): void {
    if (/^sentence_transformers\.(?:\w+\.)*[A-Z]\w*$/.test(value)) return
    this.#once(value, () => reportNamedCode(value, 'modules.json', offset, this.#scope))
  }

  /** `$` begins an expression in the bundles of MONAI. */
  #expression(source: string, offset: number): void {
    for (const { subject, detail, level } of checkPython(source).observations) {
      if (level === 'low') continue
      this.#scope.find('config-code/runs-code', { subject, detail: `in an expression, ${detail}`, offset })
    }
  }
}
