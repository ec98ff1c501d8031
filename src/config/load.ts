import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LineCounter, parseDocument } from 'yaml'
import type { YAMLParseError } from 'yaml'
import { AirworthyError, messageOf } from '../core/errors.ts'
import { parseConfig } from './config.ts'
import type { Config } from './config.ts'

const names = ['airworthy.yaml', 'airworthy.yml', 'airworthy.json', 'airworthy.config.ts', 'airworthy.config.js']

/** Reads a configuration: YAML, JSON, or a module whose default export is one. A folder is searched for the usual names. */
export async function loadConfig(path: string): Promise<Config> {
  const file = findFile(resolve(path))
  return ['.ts', '.js', '.mjs', '.mts'].includes(extname(file)) ? fromModule(file) : fromText(file)
}

function findFile(path: string): string {
  if (!existsSync(path)) throw new AirworthyError('CONFIG_NOT_FOUND', { path })
  if (!statSync(path).isDirectory()) return path
  const found = names.map((name) => join(path, name)).find((file) => existsSync(file))
  if (found === undefined) throw new AirworthyError('CONFIG_NOT_FOUND', { path: join(path, names[0]!) })
  return found
}

function fromText(file: string): Config {
  if (/\.(onnx|parquet|csv|tsv|jsonl|ndjson)(\.\w+)?$/i.test(file)) {
    const problem = 'it is a model or data. Name the file that tells what to test; "airworthy init" writes one.'
    throw new AirworthyError('CONFIG_UNREADABLE', { path: file, problem })
  }
  const counter = new LineCounter()
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new AirworthyError('CONFIG_UNREADABLE', { path: file, problem: messageOf(error) }, error)
  }
  const document = parseDocument(text, { lineCounter: counter, merge: true })
  const problem = document.errors[0]
  if (problem !== undefined) {
    throw new AirworthyError('CONFIG_UNREADABLE', { path: file, problem: inWords(problem) }, problem)
  }
  const content: unknown = document.toJS()
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    throw new AirworthyError('CONFIG_UNREADABLE', {
      path: file,
      problem: 'it holds no settings, of which task and data.evaluation are needed.',
    })
  }
  return parseConfig(content, file, (path) => {
    // The node itself may be missing; then the nearest one above it says where.
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: [number] } | undefined
      if (node?.range !== undefined) return counter.linePos(node.range[0]).line
    }
    return null
  })
}

/** The first line, without advice to programmers. */
function inWords({ message, code }: YAMLParseError): string {
  return code === 'MULTIPLE_DOCS' ? 'it holds several documents; give one.' : message.split('\n')[0]!.replace(/:$/, '.')
}

async function fromModule(file: string): Promise<Config> {
  let loaded: { default?: unknown }
  try {
    loaded = (await import(pathToFileURL(file).href)) as { default?: unknown }
  } catch (error) {
    throw new AirworthyError('CONFIG_UNREADABLE', { path: file, problem: messageOf(error) }, error)
  }
  if (loaded.default === undefined) {
    throw new AirworthyError('CONFIG_UNREADABLE', { path: basename(file), problem: 'it has no default export.' })
  }
  return parseConfig(loaded.default, file)
}
