import type { Config } from '../config/config.ts'
import type { ConfigInput } from '../config/schema.ts'
import type { Plan } from '../core/plan.ts'
import { prepare } from './prepare.ts'
import { resolveConfig } from './resolve-config.ts'
import type { TestOptions } from './test.ts'

/** What would be done, without asking the model anything. */
export async function plan(
  config: Config | ConfigInput,
  options: Pick<TestOptions, 'signal' | 'onEvent'> = {},
): Promise<Plan> {
  const signal = options.signal ?? new AbortController().signal
  const prepared = await prepare(resolveConfig(config), { workers: 1, signal, onEvent: options.onEvent ?? (() => {}) })
  await prepared.subject.close()
  return prepared.plan
}
