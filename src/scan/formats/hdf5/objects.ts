import { LimitReached, Malformed } from '../../limits.ts'
import { type Attribute, denseAttributes, readAttribute } from './attributes.ts'
import { type Dataspace, type Datatype, readDataspace, readDatatype } from './datatype.ts'
import { denseLinks, type Link, readLink, symbolTableLinks } from './links.ts'
import { type Message, messageType, readObjectHeader } from './object-header.ts'
import { judgeShape, readLayout, type Storage, tellExternalFiles } from './storage.ts'
import type { Superblock } from './superblock.ts'

interface Place {
  readonly path: string
  readonly address: number
}

const faultsAtMost = 100

/**
 * Visits every group and dataset that the root leads to, each once, and gives its attributes to `onAttribute`. An object
 * that is malformed is told, and does not hide the others.
 */
export function visitObjects(superblock: Superblock, onAttribute: (path: string, attribute: Attribute) => void): void {
  const { file } = superblock
  const places: Place[] = [{ path: '/', address: superblock.root }]
  if (superblock.extension !== undefined) places.push({ path: 'superblock extension', address: superblock.extension })
  const seen = new Set<number>()
  let faults = 0
  for (const place of places) {
    file.step()
    if (seen.has(place.address)) continue
    seen.add(place.address)
    try {
      visit(superblock, place, places, onAttribute)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      faults += 1
      if (faults > faultsAtMost) throw new LimitReached(`more than ${faultsAtMost} objects are malformed`)
      const detail = `${place.path}: ${error.message}`
      const at = error.offset ?? place.address
      file.scope.find('format/malformed', { subject: place.path, detail, offset: at })
      file.scope.gap('malformed', detail)
    }
  }
}

function visit(
  superblock: Superblock,
  { path, address }: Place,
  places: Place[],
  onAttribute: (path: string, attribute: Attribute) => void,
): void {
  const { file } = superblock
  const messages = readObjectHeader(file, address)
  for (const message of messages) {
    if (message.isShared && message.type === messageType.attribute) {
      file.scope.gap('unsupported', `${path} keeps an attribute in the table of shared messages`)
      continue
    }
    for (const link of linksOf(superblock, message)) {
      places.push({ path: path === '/' ? `/${link.name}` : `${path}/${link.name}`, address: link.address })
    }
    if (message.type === messageType.attribute) onAttribute(path, readAttribute(file, message.start, message.end))
    else if (message.type === messageType.attributeInfo) {
      for (const attribute of denseAttributes(file, message.start)) onAttribute(path, attribute)
    } else if (message.type === messageType.driverInfo) {
      const detail = 'the file names a driver, which may spread it over other files'
      file.scope.find('external-data/other-file', { subject: 'driver', detail, offset: message.start })
    }
  }
  visitDataset(superblock, path, messages)
}

function linksOf(superblock: Superblock, { type, start, end }: Message): Iterable<Link> {
  const { file } = superblock
  if (type === messageType.link) {
    const link = readLink(file, start, end)
    return link === undefined ? [] : [link]
  }
  if (type === messageType.linkInfo) return denseLinks(file, start)
  if (type !== messageType.symbolTable) return []
  const tree = file.address(start)
  const heap = file.address(start + file.addressBytes)
  return tree === undefined || heap === undefined ? [] : symbolTableLinks(file, tree, heap, superblock)
}

function visitDataset({ file, chunkK }: Superblock, path: string, messages: readonly Message[]): void {
  let space: Dataspace | undefined
  let type: Datatype | undefined
  let storage: Storage | undefined
  let isElsewhere = false
  for (const message of messages) {
    const { start, isShared } = message
    if (message.type === messageType.dataspace && !isShared) space = readDataspace(file, start)
    else if (message.type === messageType.datatype && !isShared) type = readDatatype(file, start)
    else if (message.type === messageType.externalFiles) {
      tellExternalFiles(file, start, path)
      isElsewhere = true
    } else if (message.type === messageType.layout && !isElsewhere) storage = readLayout(file, start, path, chunkK)
  }
  if (space !== undefined && type !== undefined && storage !== undefined) {
    judgeShape(file, path, space, type, storage, messages[0]?.start ?? 0)
  }
}
