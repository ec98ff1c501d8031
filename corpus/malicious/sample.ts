/** A file that must be flagged. Built in code, the same bytes every time; payloads are inert text. */
export interface MaliciousSample {
  /** With the ending that such a file usually has. */
  readonly name: string
  /** The rule that must fire at medium or above. */
  readonly rule: string
  readonly bytes: () => Uint8Array | Promise<Uint8Array>
  /** Files that belong to it, by relative path. */
  readonly beside?: Readonly<Record<string, Uint8Array>>
}
