import type { NamesByRole } from '../names-by-role.ts'

/** joblib: the wrappers that stand for arrays; the machine reads what they announce. */
export const joblibNames: NamesByRole = {
  class: `
    joblib.numpy_pickle: NumpyArrayWrapper
    joblib.numpy_pickle_compat: NDArrayWrapper ZNDArrayWrapper
  `,
}
