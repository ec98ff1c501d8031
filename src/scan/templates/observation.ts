import type { RuleId } from '../rules/index.ts'
import type { Observation } from '../scope.ts'

/** A finding in a template, before it has a place in a file. */
export interface TemplateObservation extends Observation {
  readonly rule: Extract<RuleId, `templates/${string}`>
}

/** Longest piece of a template that is shown. */
const longestShown = 300

export function shorten(text: string): string {
  const flat = text.trim().split(/\s+/).join(' ')
  return flat.length > longestShown ? `${flat.slice(0, longestShown)}…` : flat
}

export function escape(name: string, how: string): TemplateObservation {
  return { rule: 'templates/escape', subject: shorten(name), detail: `the template ${how} ${shorten(name)}` }
}
