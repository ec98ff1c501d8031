import { pathToFileURL } from 'node:url'
import { checks as ours } from '../checks/registry.generated.ts'
import type { Check } from '../core/check.ts'
import { checkProblem } from '../core/check-shape.ts'
import { AirworthyError, messageOf } from '../core/errors.ts'

/** Our checks and those that the user's files export. The engine can't tell one from the other. */
export async function loadChecks(plugins: readonly string[]): Promise<Check[]> {
  const loaded = await Promise.all(plugins.map(loadPlugin))
  const all: Check[] = [...Object.values(ours), ...loaded.flat()]
  const seen = new Set<string>()
  for (const { id } of all) {
    if (seen.has(id))
      throw new AirworthyError('PLUGIN_FAILED', { path: plugins.join(', '), problem: `two checks are called ${id}` })
    seen.add(id)
  }
  return all
}

async function loadPlugin(path: string): Promise<Check[]> {
  let exported: Record<string, unknown>
  try {
    exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>
  } catch (error) {
    throw new AirworthyError('PLUGIN_FAILED', { path, problem: messageOf(error) }, error)
  }
  const found = Object.values(exported).flat().filter(looksLikeCheck)
  for (const one of found) {
    const problem = checkProblem(one)
    if (problem !== null) throw new AirworthyError('PLUGIN_FAILED', { path, problem: `${one.id}: ${problem}` })
  }
  if (found.length === 0) throw new AirworthyError('PLUGIN_FAILED', { path, problem: 'it exports no check' })
  return [...new Set(found)]
}

/** Meant as a check: nothing else that a file exports has these two. */
function looksLikeCheck(value: unknown): value is Check {
  const candidate = value as Partial<Check> | null
  return typeof candidate === 'object' && typeof candidate?.id === 'string' && 'run' in candidate
}
