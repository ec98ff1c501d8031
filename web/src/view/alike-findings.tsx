import { useId, useState } from 'react'
import type { AlikeFindings as Alike } from '../model/alike-findings.ts'
import { KeyFinding } from './key-finding.tsx'
import { Name } from './name.tsx'
import { usePage } from './page-context.ts'

/** The worst of findings that are alike; the others unfold beneath it. */
export function AlikeFindings({ alike: { worst, others, feature } }: { readonly alike: Alike }) {
  const { state, printing } = usePage()
  const id = useId()
  const named = others.some((entry) => state.top.includes(entry.key))
  const [asked, setAsked] = useState(false)
  const open = printing || named || asked
  if (others.length === 0) return <KeyFinding entry={worst} />
  return (
    <>
      <KeyFinding entry={worst} />
      <li className="alike">
        {!named && (
          <button
            type="button"
            className="link expander"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setAsked(!asked)}
          >
            and {others.length} more like it
            {feature !== null && (
              <>
                , about <Name text={feature} />
              </>
            )}
          </button>
        )}
        <ul id={id} className="alike-findings">
          {open && others.map((entry) => <KeyFinding key={entry.key} entry={entry} />)}
        </ul>
      </li>
    </>
  )
}
