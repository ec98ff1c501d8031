import { visibleText } from '../model/visible-text.ts'

/** Text from data: kept apart from the direction of the text around it, and with nothing invisible in it. */
export function Name({ text, className }: Props) {
  return <bdi className={className}>{visibleText(text)}</bdi>
}

/** A sentence of ours with names from data in it: it reads from left to right whatever it begins with. */
export function Sentence({ text, className }: Props) {
  return (
    <bdi dir="ltr" className={className}>
      {visibleText(text).replace(/(\d) %/g, '$1\u00a0%')}
    </bdi>
  )
}

interface Props {
  readonly text: string
  readonly className?: string
}
