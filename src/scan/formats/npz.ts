import { openZip, scanMembers } from '../containers/zip/archive.ts'
import { peekZipNames } from '../containers/zip/directory.ts'
import { looksLikeZip } from '../containers/zip/zip.ts'
import type { FormatReader } from '../scope.ts'

/** .npz: a zip of .npy members (NumPy, `numpy.savez`). Each is read like a file of its own. */
export const npzReader: FormatReader = {
  format: 'npz',
  title: 'an archive of NumPy arrays',
  recognises: (head) => {
    if (!looksLikeZip(head)) return false
    const names = peekZipNames(head.source) ?? []
    return names.length > 0 && names.every((name) => name.endsWith('.npy'))
  },
  async read(source, scope) {
    const archive = openZip(source, scope)
    try {
      await scanMembers(archive, scope)
    } finally {
      archive.close()
    }
  },
}
