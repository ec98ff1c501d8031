import 'react'

declare module 'react' {
  interface CSSProperties {
    /** How strong a cell of a heat map is tinted. */
    '--shade'?: string
    /** The length of a bar. */
    '--share'?: string
  }
}
