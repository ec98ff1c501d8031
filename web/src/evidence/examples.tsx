import { useMemo } from 'react'
import type { Cell } from '../model/cell-text.ts'
import { knownRows } from '../model/example-rows.ts'
import { Name } from '../view/name.tsx'
import { usePage } from '../view/page-context.ts'
import { CellText, DataTable } from './data-table.tsx'
import type { EvidenceOf } from './any-evidence.ts'
import { FigureFrame } from './figure-frame.tsx'

/** The others are on the screen and in the JSON. */
const mostOnPaper = 4

/** Rows of a data set as they stand there, by their number in the source and their id; each opens whole. */
export function Examples({ evidence: { title, from, columns, rows } }: { readonly evidence: EvidenceOf<'examples'> }) {
  const { index, printing } = usePage()
  const { report } = index
  const shown = printing ? rows.slice(0, mostOnPaper) : rows
  const known = useMemo(() => knownRows(report, from, columns), [report, from, columns])
  const file = report.data[from]?.file ?? `the ${from} data`
  const idOf = (row: number) => (known.id === null ? [] : [known.idOf(row)])
  return (
    <FigureFrame
      title={title}
      note={
        <>
          Rows of <Name text={file} />, counted from 0 after the header; worst first
          {shown.length < rows.length && `; ${shown.length} of ${rows.length} are printed`}
        </>
      }
    >
      <DataTable
        caption={title}
        columns={['row', ...(known.id === null ? [] : [known.id]), ...columns]}
        rows={shown.map(({ row, values }) => [row, ...idOf(row), ...values])}
        exact
        unfolded={(position) => {
          const whole = known.wholeRow(rows[position]!.row)
          return whole === null ? null : () => <WholeRow values={whole} />
        }}
      />
    </FigureFrame>
  )
}

function WholeRow({ values }: { readonly values: readonly (readonly [column: string, value: Cell])[] }) {
  return (
    <dl className="whole-row">
      {values.map(([column, value]) => (
        <div key={column}>
          <dt>
            <Name text={column} />
          </dt>
          <dd>
            <CellText cell={value} exact grouped={false} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
