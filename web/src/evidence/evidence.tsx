import type { AnyEvidence } from './any-evidence.ts'
import { Curve } from './curve.tsx'
import { Examples } from './examples.tsx'
import { Heat } from './heat.tsx'
import { Histogram } from './histogram.tsx'
import { Intervals } from './intervals.tsx'
import { PlainTable } from './plain-table.tsx'

/** Draws evidence of any kind. */
export function Evidence({ evidence }: { readonly evidence: AnyEvidence }) {
  switch (evidence.kind) {
    case 'table':
      return <PlainTable evidence={evidence} />
    case 'histogram':
      return <Histogram bins={evidence} title={evidence.title} />
    case 'curve':
      return <Curve evidence={evidence} />
    case 'intervals':
      return <Intervals evidence={evidence} />
    case 'heat':
      return <Heat evidence={evidence} />
    case 'examples':
      return <Examples evidence={evidence} />
  }
}
