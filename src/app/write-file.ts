import { accessSync, constants, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AirworthyError, messageOf } from '../core/errors.ts'

/** Throws OUTPUT_UNWRITABLE for what could not be written at the end, before anything is done. */
export function checkWritable(path: string): void {
  const [folder, temporary] = [dirname(resolve(path)), besideOf(path)]
  try {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`)
    if (existsSync(path)) accessSync(path, constants.W_OK)
    if (existsSync(path) && !statSync(path).isFile()) throw new Error('it is there and is no file')
    // Permissions don't tell it all: some file systems take no files.
    writeFileSync(temporary, '')
    rmSync(temporary)
  } catch (error) {
    throw new AirworthyError('OUTPUT_UNWRITABLE', { path, problem: messageOf(error) }, error)
  }
}

/** Writes a file whole or not at all: to one beside it first, then into place. */
export function writeWhole(path: string, text: string): void {
  const temporary = besideOf(path)
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new AirworthyError('OUTPUT_UNWRITABLE', { path, problem: messageOf(error) }, error)
  }
}

function besideOf(path: string): string {
  return join(dirname(resolve(path)), `.${basename(path)}.${process.pid}.part`)
}
