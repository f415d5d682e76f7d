import type { Artifact, Whereabouts } from '../contract/schema'

/** The final that counts, or else the newest preview. */
export function newest(artifacts: Artifact[]): Artifact | undefined {
  return artifacts.find((one) => one.kind === 'final') ?? artifacts[0]
}

/** Who sounds at a moment. A stretch of time is half open. */
export function soundingAt(places: Whereabouts[], seconds: number): Whereabouts[] {
  return places.filter((one) => one.in && seconds >= (one.from_seconds ?? 0) && seconds < (one.to_seconds ?? 0))
}
