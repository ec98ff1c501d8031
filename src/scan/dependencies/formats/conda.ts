import { yamlReader } from '../../formats/yaml-config.ts'
import type { Head, Scope } from '../../scope.ts'
import { hostOf } from '../addresses.ts'
import type { Manifest } from '../manifest.ts'
import { manifestReader } from '../manifest-reader.ts'
import { pypiNameOf } from '../names/conda-names.ts'
import { longestYaml, parseYaml } from '../parsers.ts'
import { at, entriesOf, listOf, textAt, textsOf } from '../structured.ts'
import { readLine, readRequirements } from './requirements.ts'

/** Environments of conda, and those of MLflow, which list requirements of pip in the same place. */
export const condaEnvironmentReader = manifestReader({
  format: 'conda-environment',
  title: 'an environment of conda',
  style: { unpinned: 'low' },
  recognises: (head) => isEnvironment(head),
  longest: longestYaml,
  alsoAs: yamlReader,
  async read(text, manifest, scope) {
    const environment = await parseYaml(text)
    for (const channel of textsOf(at(environment, 'channels'))) addChannel(channel, manifest)
    for (const one of listOf(at(environment, 'dependencies'))) {
      if (typeof one === 'string') {
        if (one.startsWith('-') || isPip(scope)) addPip(one, manifest, scope)
        else addConda(one, manifest, scope)
      }
      for (const line of textsOf(at(one, 'pip'))) addPip(line, manifest, scope)
    }
    for (const line of textsOf(at(environment, 'build_dependencies'))) addPip(line, manifest, scope)
  },
})

/** Lock files of conda-lock, version 1: `package` is a list of what is installed where. */
export const condaLockReader = manifestReader({
  format: 'conda-lock',
  title: 'a lock file of conda',
  style: { unpinned: 'low', wantsHashes: true },
  recognises: ({ name }) => /(?:^|\.)conda-lock\.ya?ml$/.test(name),
  longest: longestYaml,
  alsoAs: yamlReader,
  async read(text, manifest, scope) {
    const lock = await parseYaml(text)
    for (const channel of listOf(at(lock, 'metadata', 'channels'))) addChannel(textAt(channel, 'url') ?? '', manifest)
    const seen = new Set<string>()
    for (const one of listOf(at(lock, 'package'))) {
      const name = textAt(one, 'name') ?? ''
      const version = textAt(one, 'version') ?? null
      const isOfPip = textAt(one, 'manager') === 'pip'
      const onPyPI = isOfPip ? name : pypiNameOf(name)
      const key = `${name} ${version}`
      if (name === '' || seen.has(key)) continue
      seen.add(key)
      const hashed = entriesOf(at(one, 'hash')).length > 0
      if (onPyPI === undefined) tellOther(`${name}=${version ?? ''}`, scope)
      else manifest.add({ ecosystem: 'PyPI', name: onPyPI, version, specifier: `==${version ?? ''}`, hashed })
    }
  },
})

function isEnvironment({ name, bytes }: Head): boolean {
  if (!/^(?:.*[-_.])?(?:environment|conda|env|python_env)(?:[-_.].*)?\.ya?ml$/.test(name)) return false
  return /^(?:dependencies|build_dependencies)\s*:/m.test(new TextDecoder().decode(bytes))
}

function isPip(scope: Scope): boolean {
  return scope.name.startsWith('python_env')
}

function addPip(text: string, manifest: Manifest, scope: Scope): void {
  const included = readLine(text, undefined, manifest)
  if (included !== undefined) readRequirements(text, manifest, scope)
}

/** `channel::name version build`, `name=1.2.3=build` or `name>=1.2`. A single `=` leaves the rest of the version open. */
function addConda(text: string, manifest: Manifest, scope: Scope): void {
  const spec = text
    .slice(text.lastIndexOf('::') + 1)
    .replace(/^:/, '')
    .split(/\s#/, 1)[0]!
    .trim()
  const name = /^[\w.-]+/.exec(spec)?.[0]
  if (name === undefined) return manifest.unreadable(text.slice(0, 60))
  const specifier = spec.slice(name.length).split('[', 1)[0]!.trim()
  const onPyPI = pypiNameOf(name)
  if (onPyPI === undefined) return tellOther(spec, scope)
  const [, version, build] = /^(?:==?|\s*)\s*(\d[\w.!+]*)(?:[=\s]+(\S+))?$/.exec(specifier) ?? []
  const isExact =
    version !== undefined && (specifier.startsWith('==') || build !== undefined || version.split('.').length > 2)
  manifest.add({ ecosystem: 'PyPI', name: onPyPI, version: isExact ? version : null, specifier, hashed: false })
}

/** What has no place on PyPI is only noted. */
function tellOther(spec: string, scope: Scope): void {
  scope.fact({ kind: 'property', name: 'conda package', value: spec.slice(0, 200) })
}

const usualHosts = /^(?:[a-z0-9-]+\.)*(?:anaconda\.(?:org|com)|prefix\.dev)$/

/** A name stands for a channel of anaconda.org, which is where conda takes packages from. */
function addChannel(channel: string, manifest: Manifest): void {
  if (/^[a-z]+:\/\//i.test(channel) && !(channel.startsWith('https:') && usualHosts.test(hostOf(channel)))) {
    manifest.index(channel, 'further')
  }
}
