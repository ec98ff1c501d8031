import { DataTable } from './data-table.tsx'
import type { EvidenceOf } from './any-evidence.ts'
import { FigureFrame } from './figure-frame.tsx'

export function PlainTable({ evidence: { title, columns, rows } }: { readonly evidence: EvidenceOf<'table'> }) {
  return (
    <FigureFrame title={title}>
      <DataTable caption={title} columns={columns} rows={rows} />
    </FigureFrame>
  )
}
