import type { ScanFact } from '../../core/scan-report.ts'
import type { TemplateObservation } from './observation.ts'

export interface FileFacts {
  readonly path: string
  readonly facts: readonly ScanFact[]
}

export interface TemplateDifference {
  /** The file that differs from the first one with a template of this name. */
  readonly path: string
  readonly observation: TemplateObservation
}

/** Compares the chat templates of the files of one folder by name: `default` with `default`, `tool_use` with `tool_use`. */
export function compareTemplates(files: readonly FileFacts[]): readonly TemplateDifference[] {
  const first = new Map<string, { readonly path: string; readonly sha256: string }>()
  const differences: TemplateDifference[] = []
  for (const { path, facts } of files) {
    for (const fact of facts) {
      if (fact.kind !== 'template') continue
      const other = first.get(fact.name)
      if (other === undefined) first.set(fact.name, { path, sha256: fact.sha256 })
      else if (other.sha256 !== fact.sha256 && other.path !== path) {
        const detail = `the chat template ${fact.name} differs from the one in ${other.path}`
        differences.push({ path, observation: { rule: 'templates/differs', subject: fact.name, detail } })
      }
    }
  }
  return differences
}
