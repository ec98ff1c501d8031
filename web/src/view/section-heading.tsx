import type { ReactNode } from 'react'

/** The heading of a section, which links lead to. */
export function SectionHeading({
  id,
  title,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly children?: ReactNode
}) {
  return (
    <header className="section-heading">
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children !== undefined && <p className="muted">{children}</p>}
    </header>
  )
}
