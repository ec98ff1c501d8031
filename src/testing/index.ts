export { measure, testCheck, verdicts } from './check-tester.ts'
export type { Given, Scenario } from './check-tester.ts'
export { anyFrame, categories, frameOf, numbers, schemaOf, snapshot, texts } from './frames.ts'
export {
  binaryLabels,
  binaryModel,
  binaryPredictions,
  multiclassModel,
  predictionsOf,
  probeOf,
  regressionModel,
  valuePredictions,
} from './models.ts'
export { rowQueriesOf } from './rows.ts'
export { scanOf } from './scans.ts'
