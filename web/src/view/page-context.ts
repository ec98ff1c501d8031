import { createContext, use } from 'react'
import type { Timings } from '../../../src/core/report.ts'
import type { PageState } from '../model/page-state.ts'
import type { ReportIndex } from '../model/report-index.ts'

export interface Page {
  readonly index: ReportIndex
  readonly timings: Timings | null
  readonly state: PageState
  readonly update: (change: (state: PageState) => PageState) => void
  /** On paper everything is unfolded that a reader could unfold. */
  readonly printing: boolean
}

export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = use(PageContext)
  if (page === null) throw new Error('usePage is for components within the page')
  return page
}
