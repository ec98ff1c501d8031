import type { Finding } from '../../../src/core/report.ts'

/** What was seen, as a heading: it begins with a capital, unless its first word is a name from the data. */
export function headingOf({ reason, subject, features }: Pick<Finding, 'reason' | 'subject' | 'features'>): string {
  const isName = [subject ?? '', ...features].some((name) => name !== '' && reason.startsWith(name))
  return isName || !/^[a-z]+[ ,]/.test(reason) ? reason : reason[0]!.toUpperCase() + reason.slice(1)
}
