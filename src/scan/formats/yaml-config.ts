import { Malformed } from '../limits.ts'
import type { FormatReader, Scope } from '../scope.ts'
import { sweepWindows } from '../secrets/sweep-windows.ts'
import { checkMlmodel } from './config/mlflow.ts'
import { Settings } from './config/settings.ts'
import { checkTag } from './config/yaml-tags.ts'
import { isText, sweptBytes, textOf } from './text-content.ts'

/** Bytes; the parser keeps some hundred for each. */
const longestYaml = 4 * 2 ** 20
const mostNodes = 1_000_000
const tagInText =
  /!<?(?:!|tag:yaml\.org,2002:)?(?:p|%70)(?:y|%79)(?:t|%74)(?:h|%68)(?:o|%6f)(?:n|%6e)(?:\/|%2f)(?:object|name|module)[^\s>]{0,200}/gi

/**
 * Configurations in YAML: MLflow's `MLmodel`, NeMo and Hydra (`_target_`), HyperPyYAML, any other. Environments of conda are read
 * as dependencies.
 */
export const yamlReader: FormatReader = {
  format: 'yaml',
  title: 'a configuration in YAML',
  recognises: ({ name, bytes }) => (name === 'mlmodel' || /\.ya?ml$/.test(name)) && isText(bytes),
  async read(source, scope) {
    const text = textOf(source, longestYaml)
    if (text === undefined) {
      scope.gap('limit', `a configuration of more than ${longestYaml} bytes`, 0, source.size)
      return
    }
    scope.budget.steps(text.length)
    sweepWindows(source, 'the configuration', sweptBytes, scope)
    scope.account('parsed', 0, source.size)
    await readDocuments(text, scope)
  },
}

async function readDocuments(text: string, scope: Scope): Promise<void> {
  const { parseAllDocuments } = await import('yaml')
  const { walkYaml } = await import('./config/walk-yaml.ts')
  const settings = new Settings(scope)
  const tags = new Set<string>()
  const visitor = {
    key: (key: string, offset: number) => settings.key(key, offset),
    duplicate: (key: string, offset: number) => settings.duplicate(key, offset),
    value: (path: readonly string[], value: string | number | boolean | null, offset: number) => {
      settings.value(path, value, offset)
      if (scope.name === 'mlmodel') checkMlmodel(path, value, offset, scope)
    },
    tag: (tag: string, offset: number) => {
      if (!tags.has(tag)) checkTag(tag, offset, scope)
      tags.add(tag)
    },
  }
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent', version: '1.1', merge: false })
    for (const document of Array.isArray(documents) ? documents : []) {
      const size = walkYaml(document.contents, visitor)
      if (size > mostNodes && size > text.length) {
        const detail = `with its aliases followed, the document has ${size} values`
        scope.find('format/absurd-number', { subject: 'aliases', detail })
      }
      const [error] = document.errors
      if (error !== undefined) {
        findTags(text, visitor.tag)
        throw new Malformed(firstLine(error.message), error.pos[0])
      }
    }
  } catch (error) {
    findTags(text, visitor.tag)
    if (error instanceof RangeError) throw new Malformed('values are nested too deep')
    if (!(error instanceof Malformed) || scope.name === 'mlmodel') throw error
    const offset = error.offset === undefined ? {} : { offset: error.offset }
    scope.find('format/malformed', { subject: 'YAML', detail: error.message, level: 'low', ...offset })
    scope.gap('malformed', `not all of the configuration could be read: ${error.message}`, ...place(error.offset))
  } finally {
    await settings.finish()
  }
}

function place(offset: number | undefined): [offset?: number, length?: number] {
  return offset === undefined ? [] : [offset, 0]
}

/** Tags in a text that no parser of ours understands to its end. */
function findTags(text: string, tell: (tag: string, offset: number) => void): void {
  for (const found of text.matchAll(tagInText)) {
    const tag = found[0].replace(/^!<?!?/, '')
    tell(tag.startsWith('tag:') ? tag : `tag:yaml.org,2002:${tag}`, found.index)
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]!
}
