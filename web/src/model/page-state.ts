import { isNarrowed } from './narrowing.ts'
import { statuses } from './status.ts'
import type { Status } from './status.ts'

export const views = ['risk', 'check', 'feature'] as const
export type View = (typeof views)[number]

/** What a reader has chosen to see; all of it stands in the address, so that it can be shared. */
export interface PageState {
  readonly view: View
  readonly query: string
  readonly show: readonly Status[]
  /** Keys of what is unfolded below: checks, findings (`check:subject`) and columns (`feature=name`). */
  readonly open: readonly string[]
  /** Keys of key findings whose evidence is unfolded. */
  readonly top: readonly string[]
}

export const startState: PageState = { view: 'risk', query: '', show: [], open: [], top: [] }

/** Reads the fragment of an address. Never fails: what is not understood is left out. */
export function parseHash(hash: string): PageState {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const shown = new Set((fields.get('show') ?? '').split(','))
  return {
    view: views.find((view) => view === fields.get('view')) ?? startState.view,
    query: fields.get('q') ?? '',
    show: statuses.filter((status) => shown.has(status)),
    open: [...new Set(fields.getAll('open'))],
    top: [...new Set(fields.getAll('top'))],
  }
}

/** The fragment for a state, with its `#`; only `#` for the start. The inverse of `parseHash`. */
export function formatHash(state: PageState): string {
  const fields = new URLSearchParams()
  if (state.view !== startState.view) fields.set('view', state.view)
  if (state.query !== '') fields.set('q', state.query)
  if (state.show.length > 0) fields.set('show', state.show.join(','))
  for (const key of state.open) fields.append('open', key)
  for (const key of state.top) fields.append('top', key)
  // Legal in a fragment as they are, and links stay readable.
  return `#${fields.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',')}`
}

export function columnKey(name: string): string {
  return `feature=${name}`
}

/**
 * Whether a check is unfolded. While a search or filter is on, checks are open to begin with, and `open` names those
 * that were closed.
 */
export function isCheckOpen(state: PageState, id: string): boolean {
  return state.open.includes(id) !== isNarrowed(state)
}

export function toggled(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]
}

/** Changes search or filters. Checks fold back to how they begin, because `open` means the opposite from here on. */
export function narrowedTo(state: PageState, change: Partial<Pick<PageState, 'query' | 'show'>>): PageState {
  const next = { ...state, ...change }
  if (isNarrowed(next) === isNarrowed(state)) return next
  return { ...next, open: next.open.filter((key) => key.includes(':') || key.startsWith('feature=')) }
}

export function toggleStatus(state: PageState, status: Status): PageState {
  const show = new Set(state.show).symmetricDifference(new Set([status]))
  return narrowedTo(state, { show: statuses.filter((each) => show.has(each)) })
}

/** The state in which one finding is open below, whatever was chosen before. */
export function focusedOn(state: PageState, check: string, key: string): PageState {
  return { ...startState, top: state.top, view: 'check', open: [check, key] }
}
