import type { Artifact } from '../contract/schema'

/** The final that counts, or else the newest preview. */
export function newest(artifacts: Artifact[]): Artifact | undefined {
  return artifacts.find((one) => one.kind === 'final') ?? artifacts[0]
}
