import type { Manifest } from '../manifest.ts'

const exactVersion = /^[=v]*(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)$/
const shorthand = /^(?:(github|gitlab|bitbucket|gist):)?([\w.-]+\/[\w.-]+)(#.*)?$/

/** A dependency of npm: a version or range, a tag, another name, an address, or a place on the same machine. */
export function addNpm(name: string, wanted: string, hashed: boolean, manifest: Manifest): void {
  if (/^(?:file|link|workspace|portal|patch|catalog):|^\.{0,2}\//.test(wanted)) return
  if (wanted.startsWith('npm:')) {
    const alias = wanted.slice('npm:'.length)
    const cut = alias.lastIndexOf('@')
    return addNpm(cut > 0 ? alias.slice(0, cut) : alias, cut > 0 ? alias.slice(cut + 1) : '', hashed, manifest)
  }
  const address = addressOf(wanted)
  const version = exactVersion.exec(wanted)?.[1] ?? null
  const place = address === undefined ? {} : { address }
  manifest.add({ ecosystem: 'npm', name, version, specifier: wanted.slice(0, 300), hashed, ...place })
}

function addressOf(wanted: string): string | undefined {
  if (/^(?:git\+)?(?:https?|ssh|git):|^[^/\s]+@[^/\s]+:/.test(wanted)) return wanted
  const [, host = 'github', path, revision = ''] = shorthand.exec(wanted) ?? []
  return path === undefined || wanted.length > 500 ? undefined : `git+https://${host}.com/${path}${revision}`
}
