/** Every metric in one place to import from; 0/0 is NaN, never 0. */
export * from './binary-metrics.ts'
export * from './multiclass-metrics.ts'
export * from './regression-metrics.ts'
