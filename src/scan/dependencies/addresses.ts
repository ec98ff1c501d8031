import type { ScanLevel } from '../../core/scan-level.ts'

export interface Judgement {
  readonly level: ScanLevel
  /** Completes "… comes from <address>, ". */
  readonly why: string
}

const commit = /[@#=]([0-9a-f]{64}|[0-9a-f]{40})(?:[#&?].*)?$/i
const digest = /#(?:.*&)?(?:sha256|sha384|sha512)=[0-9a-f]{64,}/i

/** What to say of an address that a package is fetched from; undefined for a place on the same machine. */
export function judgeAddress(address: string, hashed: boolean): Judgement | undefined {
  if (isLocal(address)) return undefined
  if (hashed || digest.test(address)) return { level: 'low', why: 'bound to its content by a hash' }
  if (commit.test(address)) return { level: 'low', why: 'bound to one commit' }
  if (isOpenToAll(address)) return { level: 'medium', why: 'without encryption and without a hash' }
  return { level: 'medium', why: 'without a hash or a commit that binds it' }
}

export function isLocal(address: string): boolean {
  if (/^file:/i.test(address)) return true
  return !/^[a-z][a-z0-9+.-]+:/i.test(address) && !/^[^/\s]+@[^/\s]+:/.test(address)
}

/** `further`: besides the usual one. `only`: in its place. `bound`: for packages that name it, and no others. */
export type IndexRole = 'further' | 'only' | 'bound'

/** Public indexes that the tools use unless told. */
const home = ['pypi.org', 'pypi.python.org', 'files.pythonhosted.org', 'registry.npmjs.org', 'registry.yarnpkg.com']

/** Where makers of well-known packages publish builds. A name that is not there is still taken from elsewhere. */
const makers = [
  'download.pytorch.org/',
  'pypi.nvidia.com/',
  'pypi.ngc.nvidia.com/',
  'developer.download.nvidia.com/',
  'storage.googleapis.com/jax-releases/',
  'storage.googleapis.com/libtpu-releases/',
  'storage.googleapis.com/tpu-pytorch/',
  'data.pyg.org/',
  'data.dgl.ai/',
  'wheels.vllm.ai/',
  'download.openmmlab.com/',
  'repo.radeon.com/',
  'flashinfer.ai/',
]

/** What to say of an index that packages are taken from; undefined for the usual one. */
export function judgeIndex(address: string, role: IndexRole): Judgement | undefined {
  if (isLocal(address)) return undefined
  if (isOpenToAll(address)) return { level: 'medium', why: 'without encryption' }
  const place = placeOf(address)
  if (home.some((host) => place.startsWith(`${host}/`))) return undefined
  if (role === 'only') return { level: 'low', why: 'in place of the public one' }
  if (role === 'bound') return { level: 'low', why: 'for the packages that name it' }
  if (makers.some((prefix) => place.startsWith(prefix))) {
    return { level: 'low', why: 'of a well-known maker, besides the public one' }
  }
  return { level: 'medium', why: 'besides the public one' }
}

/** Host of an address, in lower case; what is no address stands for itself. */
export function hostOf(address: string): string {
  const place = placeOf(address)
  return place.slice(0, place.indexOf('/'))
}

function placeOf(address: string): string {
  try {
    const { hostname, pathname } = new URL(address.replace(/^[a-z]+\+/i, ''))
    return `${hostname}${pathname}`.replace(/\/?$/, '/')
  } catch {
    return `${address}/`
  }
}

function isOpenToAll(address: string): boolean {
  return /^(?:[a-z]+\+)?(?:http|git|ftp):/i.test(address)
}
