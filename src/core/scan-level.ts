/** From harmless to grave. `critical` and `high` make a file malicious, `medium` suspicious; `low` and `info` only tell. */
export const scanLevels = ['info', 'low', 'medium', 'high', 'critical'] as const
export type ScanLevel = (typeof scanLevels)[number]

export function atLeast(level: ScanLevel, threshold: ScanLevel): boolean {
  return scanLevels.indexOf(level) >= scanLevels.indexOf(threshold)
}
