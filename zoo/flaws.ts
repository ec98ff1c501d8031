import { batchDependent } from './flaws/batch-dependent.ts'
import { biasedRegression } from './flaws/biased-regression.ts'
import { brokenTies } from './flaws/broken-ties.ts'
import { categoryMix } from './flaws/category-mix.ts'
import { changedType } from './flaws/changed-type.ts'
import { chokesOnText } from './flaws/chokes-on-text.ts'
import { conceptShift } from './flaws/concept-shift.ts'
import { confusedClasses } from './flaws/confused-classes.ts'
import { covariateShift } from './flaws/covariate-shift.ts'
import { creepingDrift } from './flaws/creeping-drift.ts'
import { extremesShiftAllAnswers } from './flaws/extremes-shift-all-answers.ts'
import { flippedLabels } from './flaws/flipped-labels.ts'
import { fourFifths } from './flaws/four-fifths.ts'
import { fragileThreshold } from './flaws/fragile-threshold.ts'
import { labelLeak } from './flaws/label-leak.ts'
import { labelShift } from './flaws/label-shift.ts'
import { newCategory } from './flaws/new-category.ts'
import { noisySensor } from './flaws/noisy-sensor.ts'
import { nullsFlipAnswers } from './flaws/nulls-flip-answers.ts'
import { overconfidentScores } from './flaws/overconfident-scores.ts'
import { overfitModel } from './flaws/overfit-model.ts'
import { overlappingSplit } from './flaws/overlapping-split.ts'
import { protectedProxy } from './flaws/protected-proxy.ts'
import { raisesOnNewCategory } from './flaws/raises-on-new-category.ts'
import { raisesOnNull } from './flaws/raises-on-null.ts'
import { repeatedRows } from './flaws/repeated-rows.ts'
import { stuckSensor } from './flaws/stuck-sensor.ts'
import { swappedColumns } from './flaws/swapped-columns.ts'
import { tellingIdentifier } from './flaws/telling-identifier.ts'
import { truncatedRange } from './flaws/truncated-range.ts'
import { unboundedExtremes } from './flaws/unbounded-extremes.ts'
import { unfairGroup } from './flaws/unfair-group.ts'
import { unitMixUp } from './flaws/unit-mix-up.ts'
import { unstableModel } from './flaws/unstable-model.ts'
import { vanishingValues } from './flaws/vanishing-values.ts'
import { weakCombination } from './flaws/weak-combination.ts'
import { weakSlice } from './flaws/weak-slice.ts'
import type { Flaw } from './subject.ts'

/** Every planted flaw, by name. */
export const flaws: readonly Flaw[] = [
  batchDependent,
  biasedRegression,
  brokenTies,
  categoryMix,
  changedType,
  chokesOnText,
  conceptShift,
  confusedClasses,
  covariateShift,
  creepingDrift,
  extremesShiftAllAnswers,
  flippedLabels,
  fourFifths,
  fragileThreshold,
  labelLeak,
  labelShift,
  newCategory,
  noisySensor,
  nullsFlipAnswers,
  overconfidentScores,
  overfitModel,
  overlappingSplit,
  protectedProxy,
  raisesOnNewCategory,
  raisesOnNull,
  repeatedRows,
  stuckSensor,
  swappedColumns,
  tellingIdentifier,
  truncatedRange,
  unboundedExtremes,
  unfairGroup,
  unitMixUp,
  unstableModel,
  vanishingValues,
  weakCombination,
  weakSlice,
]
