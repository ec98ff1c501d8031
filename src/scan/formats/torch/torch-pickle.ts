import { scanPickles } from '../../pickle/scan-pickles.ts'
import type { FormatReader } from '../../scope.ts'
import { pickleContexts } from './known-sources.ts'

/** A pickle of a PyTorch archive: its persistent ids are storages of the archive. Read as one whatever its first bytes are. */
export const torchPickleReader: FormatReader = {
  format: 'pickle',
  title: 'a pickle of a PyTorch archive',
  recognises: ({ source }) => pickleContexts.has(source),
  async read(source, scope) {
    const torch = pickleContexts.get(source)
    await scanPickles(source, scope, torch === undefined ? {} : { torch })
  },
}
