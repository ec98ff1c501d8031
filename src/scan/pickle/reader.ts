import type { FormatReader, Head } from '../scope.ts'
import { hasLegacyTorchMagic } from './legacy-torch.ts'
import { isPickleAt } from './recognise.ts'
import { scanPickles } from './scan-pickles.ts'

const spendNothing = (): void => {}

/** Pickles of protocols 0 to 5, one or several, as `pickle`, `joblib`, `dill` and old versions of `torch.save` write them. */
export const pickleReader: FormatReader = {
  format: 'pickle',
  title: 'a pickle',
  recognises: ({ source }: Head) => isPickleAt(source, 0, spendNothing),
  read: async (source, scope) => {
    if (hasLegacyTorchMagic(source, 0)) scope.fact({ kind: 'property', name: 'layout', value: 'torch-legacy' })
    await scanPickles(source, scope)
  },
}
