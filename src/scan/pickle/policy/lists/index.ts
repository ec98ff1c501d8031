import type { NamesByRole } from '../names-by-role.ts'
import { boostingNames } from './boosting.ts'
import { builtinsNames } from './builtins.ts'
import { functionNames } from './functions.ts'
import { joblibNames } from './joblib.ts'
import { numpyNames } from './numpy.ts'
import { pandasNames } from './pandas.ts'
import { scipyNames } from './scipy.ts'
import { sklearnNames } from './sklearn.ts'
import { torchNames } from './torch.ts'

export const allNames: readonly NamesByRole[] = [
  builtinsNames,
  numpyNames,
  pandasNames,
  scipyNames,
  sklearnNames,
  torchNames,
  boostingNames,
  joblibNames,
  functionNames,
]
