import { DataTable } from './data-table.tsx'
import type { EvidenceOf } from './evidence.tsx'
import { FigureFrame } from './figure-frame.tsx'

export function PlainTable({ evidence: { title, columns, rows } }: { readonly evidence: EvidenceOf<'table'> }) {
  return (
    <FigureFrame title={title}>
      <DataTable caption={title} columns={columns} rows={rows} />
    </FigureFrame>
  )
}
