/** The colours of a terminal. Each function is the identity where colour is off. */
export interface Paint {
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly green: (text: string) => string
  readonly cyan: (text: string) => string
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
}

const same = (text: string): string => text

/** No colour. */
export const plain: Paint = { red: same, yellow: same, green: same, cyan: same, bold: same, dim: same }
