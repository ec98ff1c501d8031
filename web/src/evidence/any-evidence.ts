import type { Finding } from '../../../src/core/report.ts'

export type AnyEvidence = Finding['evidence'][number]
export type EvidenceOf<K extends AnyEvidence['kind']> = Extract<AnyEvidence, { readonly kind: K }>
