import { loadConfig } from '../config/load.ts'
import type { Config } from '../config/config.ts'

export interface Selection {
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly seed?: number
}

/** The configuration with what the command line says on top; without a path, the one of the working folder. */
export async function configuration(path: string | undefined, { only, skip, seed }: Selection): Promise<Config> {
  const config = await loadConfig(path ?? '.')
  return {
    ...config,
    only: [...config.only, ...only],
    skip: [...config.skip, ...skip],
    ...(seed === undefined ? {} : { seed }),
  }
}
