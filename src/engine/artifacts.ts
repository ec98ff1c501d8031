import type { Artifacts, Need } from '../core/artifacts.ts'

/** How each artifact that can be had is made. One that is absent here can't be had in this run. */
export type ArtifactMakers = { readonly [K in Need]?: () => Promise<Artifacts[K]> | Artifacts[K] }

/** Artifacts of one run: each is made at most once, at the first question, and shared. */
export interface ArtifactSource {
  readonly has: (need: Need) => boolean
  readonly get: <K extends Need>(need: K) => Promise<Artifacts[K]>
}

export function shareArtifacts(makers: ArtifactMakers): ArtifactSource {
  const made = new Map<Need, Promise<unknown>>()
  return {
    has: (need) => makers[need] !== undefined,
    get: <K extends Need>(need: K) => {
      const make = makers[need]
      if (make === undefined) throw new Error(`the plan asked for ${need}, which can't be had`)
      let promise = made.get(need)
      if (promise === undefined) {
        promise = Promise.resolve().then(make)
        made.set(need, promise)
      }
      return promise as Promise<Artifacts[K]>
    },
  }
}
