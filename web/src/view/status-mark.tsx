import type { ReactNode } from 'react'
import { statusWords } from '../model/status.ts'
import type { Status } from '../model/status.ts'

// Each status has a shape of its own, so that none is told by colour alone.
const shapes: Readonly<Record<Status, ReactNode>> = {
  fail: (
    <>
      <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" fill="currentColor" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" className="cut" />
    </>
  ),
  errored: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="currentColor" />
      <path d="M9 3.5 5.2 8.6h3L7 12.5l3.8-5.1h-3z" className="cut-fill" />
    </>
  ),
  warn: (
    <>
      <path d="M8 1.2 15.4 14.4H.6z" fill="currentColor" strokeLinejoin="round" />
      <path d="M8 5.8v4m0 2v.4" className="cut" />
    </>
  ),
  inconclusive: (
    <>
      <circle cx="8" cy="8" r="6.6" className="ring" />
      <path d="M6 6.3a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4m0 1.9v.3" className="stroke" />
    </>
  ),
  skipped: (
    <>
      <circle cx="8" cy="8" r="6.6" className="ring" strokeDasharray="2.4 2" />
      <path d="M5 8h6" className="stroke" />
    </>
  ),
  pass: (
    <>
      <circle cx="8" cy="8" r="6.6" className="ring" />
      <path d="m4.9 8.3 2.2 2.2 4-4.6" className="stroke" />
    </>
  ),
}

/** The sign of a status without its word, for where the word stands beside it. */
export function StatusIcon({ status }: { readonly status: Status }) {
  return (
    <svg className={`status-icon is-${status}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {shapes[status]}
    </svg>
  )
}

/** A status as sign and word. */
export function StatusMark({ status }: { readonly status: Status }) {
  return (
    <span className={`status-mark is-${status}`}>
      <StatusIcon status={status} />
      {statusWords[status]}
    </span>
  )
}
