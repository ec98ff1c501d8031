import { resolve } from 'node:path'
import { parseConfig } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import type { ConfigInput } from '../config/schema.ts'

/** With every default filled in; paths of a configuration made in code are relative to the working folder. */
export function resolveConfig(config: Config | ConfigInput): Config {
  const isResolved = typeof config === 'object' && config !== null && 'source' in config
  return isResolved ? config : parseConfig(config, resolve('airworthy.config'))
}
