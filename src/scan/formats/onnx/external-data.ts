import type { Scope } from '../../scope.ts'
import { kindOfPath } from '../data-path.ts'

const knownKeys = new Set(['location', 'offset', 'length', 'checksum', 'basepath'])

/** ONNX Runtime takes this location for an address in the memory of the process. */
const memoryAddress = '*/_ORT_MEM_ADDR_/*'

/** The external data of one tensor (ONNX, "External Data"): path, numbers and the file. `bytes` is what the tensor needs. */
export function checkExternalData(
  entries: ReadonlyMap<string, string>,
  bytes: number | undefined,
  offset: number,
  scope: Scope,
): void {
  const location = entries.get('location') ?? ''
  for (const key of entries.keys()) {
    if (knownKeys.has(key) || key.startsWith('prepacked_')) continue
    scope.find('external-data/unknown-key', {
      subject: key,
      detail: `the external data at ${location} has the key ${key}, which the format does not have`,
      offset,
    })
  }
  const start = numberOf('offset', entries, offset, scope) ?? 0
  const length = numberOf('length', entries, offset, scope)
  if (length !== undefined && bytes !== undefined && length < bytes) {
    const detail = `the external data at ${location} is said to have ${length} bytes where the tensor needs ${bytes}`
    scope.find('format/lying-size', { subject: location, detail, offset })
  }
  if (location.includes(memoryAddress)) {
    const detail = 'the tensor lies at an address in memory that the file chooses'
    scope.find('external-data/out-of-range', { subject: memoryAddress, detail, offset, level: 'critical' })
  } else checkDataFile(location, start, length ?? bytes ?? 0, offset, scope)
}

/** A relative path of a file of data, and the bytes of it that are asked for. Used by every format that has such files. */
export function checkDataFile(path: string, start: number, length: number, offset: number, scope: Scope): void {
  const kind = kindOfPath(path)
  if (kind === 'address') {
    const detail = `data is to be read from ${path}`
    return scope.find('external-data/remote-address', { subject: path, detail, offset, level: 'high' })
  }
  if (kind === 'empty') {
    const detail = 'external data has no location'
    return scope.find('format/malformed', { subject: 'location', detail, offset })
  }
  const sibling = kind === 'plain' ? scope.sibling(path) : undefined
  if (sibling === undefined || sibling.kind === 'outside') {
    const detail = `data is to be read from ${path}, which leads outside the folder of the model`
    return scope.find('external-data/escaping-path', { subject: path, detail, offset })
  }
  scope.fact({ kind: 'reference', to: path, why: 'external data' })
  if (sibling.kind !== 'file') {
    const detail = `${path} is ${sibling.kind === 'missing' ? 'not beside the model' : 'a folder'}`
    return scope.find('external-data/missing', { subject: path, detail, offset })
  }
  if (sibling.isLink) {
    scope.find('external-data/link', { subject: path, detail: `${path} is a link to another file`, offset })
  }
  if (start + length > sibling.size) {
    const detail = `bytes ${start} to ${start + length} of ${path} are asked for, which has ${sibling.size}`
    scope.find('external-data/out-of-range', { subject: path, detail, offset })
  }
}

function numberOf(key: string, entries: ReadonlyMap<string, string>, offset: number, scope: Scope): number | undefined {
  const text = entries.get(key)
  if (text === undefined) return undefined
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(value)) return value
  scope.find('external-data/out-of-range', {
    subject: `${key} ${text.slice(0, 40)}`,
    detail: `the ${key} of external data is ${text.slice(0, 40)}, which is no place in a file`,
    offset,
  })
  return undefined
}
