import { matchesGlob } from '../config/glob.ts'
import { loadConfig } from '../config/load.ts'
import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import { checkPage, checksList } from '../report/checks-text.ts'
import { paintFor } from './paint.ts'

/** Prints all checks, those of a glob, or everything about one. */
export async function checksCommand(id: string | undefined, options: { readonly config?: string }): Promise<void> {
  const { loadChecks } = await import('../app/checks.ts')
  const checks = await loadChecks(options.config === undefined ? [] : (await loadConfig(options.config)).plugins)
  const paint = paintFor(process.stdout)
  if (id === undefined) {
    console.log(checksList(checks, paint))
    return
  }
  const check = checks.find((one) => one.id === id)
  const matching = checks.filter((one) => matchesGlob(one.id, id))
  if (check === undefined && matching.length > 0) {
    console.log(checksList(matching, paint))
    return
  }
  if (check === undefined) {
    throw new AirworthyError('CONFIG_UNKNOWN_CHECK', {
      id,
      suggestion: suggestion(
        id,
        checks.map((one) => one.id),
      ),
    })
  }
  console.log(checkPage(check, paint))
}
