import type { Scope } from '../scope.ts'
import { findSecrets } from './find-secrets.ts'
import type { Secret } from './secret.ts'

/** Looks through text that people write into metadata for credentials. */
export function sweepText(text: string, where: string, offset: number | undefined, scope: Scope): void {
  for (const secret of findSecrets(text)) report(secret, text, where, offset, scope)
}

/** Tells of a credential by its kind, first four characters and length: never more of it. */
export function report(secret: Secret, text: string, where: string, offset: number | undefined, scope: Scope): void {
  const shown =
    secret.kind === 'password in an address' ? '' : ` that begins with ${text.slice(secret.at, secret.at + 4)}`
  scope.find('secrets/credential', {
    subject: `${secret.kind} in ${where}`,
    detail: `${where} holds what looks like a ${secret.kind}${shown}, ${secret.length} characters long`,
    ...(offset === undefined ? {} : { offset }),
    ...(secret.level === undefined ? {} : { level: secret.level }),
  })
}
