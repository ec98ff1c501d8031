import { canonicalJson } from '../core/canonical-json.ts'
import { planText } from '../report/plan-text.ts'
import { configuration } from './configuration.ts'
import type { Selection } from './configuration.ts'
import { interruptSignal } from './interrupt.ts'
import { paintFor } from './paint.ts'

/** Prints what a test would do. */
export async function planCommand(
  path: string | undefined,
  options: Selection & { readonly json?: boolean },
): Promise<void> {
  const signal = interruptSignal()
  const config = await configuration(path, options)
  const { plan } = await import('../app/plan.ts')
  const planned = await plan(config, { signal })
  const { loadChecks } = await import('../app/checks.ts')
  const checks = await loadChecks(config.plugins)
  console.log(options.json === true ? canonicalJson(planned, 2) : planText(planned, paintFor(process.stdout), checks))
}
