import { isWebAddress, parameterRows } from '../model/check-about.ts'
import type { CheckGroup } from '../model/report-index.ts'
import { Name } from './name.tsx'

type Check = CheckGroup['check']

/** Why a check matters, how to mend what it finds, what it rests on and how it was set. */
export function CheckAbout({ check, withWhy = true }: { readonly check: Check; readonly withWhy?: boolean }) {
  const parameters = parameterRows(check.params)
  return (
    <div className="about">
      {withWhy && check.protectsAgainst !== '' && (
        <div>
          <p className="about-title">Why it matters</p>
          <p>{check.protectsAgainst}</p>
        </div>
      )}
      {check.remediation.length > 0 && (
        <div>
          <p className="about-title">How to mend it</p>
          <ol>
            {check.remediation.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      )}
      {parameters.length > 0 && (
        <div>
          <p className="about-title">Parameters</p>
          <dl className="parameters">
            {parameters.map(({ name, value }) => (
              <div key={name}>
                <dt>
                  <Name text={name} />
                </dt>
                <dd>
                  <Name text={value} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      <Sources check={check} />
    </div>
  )
}

function Sources({ check }: { readonly check: Check }) {
  if (check.references.length + check.standards.length === 0) return null
  return (
    <div>
      <p className="about-title">References and standards</p>
      <ul>
        {check.references.map(({ title, url }) => (
          <li key={title + url}>
            {isWebAddress(url) ? (
              <a href={url} target="_blank" rel="noreferrer noopener">
                {title}
              </a>
            ) : (
              <Name text={`${title} (${url})`} />
            )}
          </li>
        ))}
        {check.standards.length > 0 && <li className="standards">{check.standards.join(' · ')}</li>}
      </ul>
    </div>
  )
}
