import { DataTable } from './data-table.tsx'
import type { EvidenceOf } from './any-evidence.ts'
import { FigureFrame } from './figure-frame.tsx'

/** Rows of a data set as they stand there, by their number in the source. */
export function Examples({ evidence: { title, from, columns, rows } }: { readonly evidence: EvidenceOf<'examples'> }) {
  return (
    <FigureFrame title={title} note={`Rows of the ${from} data, numbered from 0; worst first`}>
      <DataTable
        caption={title}
        columns={['row', ...columns]}
        rows={rows.map(({ row, values }) => [row, ...values])}
        exact
      />
    </FigureFrame>
  )
}
