import type { Declaration, Licence, Material } from '../contract/client'

/** What a seller is declaring: things by others, what tools made, and that there is nothing more to say. */
export type Declared = { material: Material[]; generated: string; sure: boolean }

export const undeclared: Declared = { material: [], generated: '', sure: false }
export const nothing: Material = { title: '', licence: '' }

/** Things at most; as the server has it. */
export const mostMaterial = 100

/** What is sent: nothing at all where nothing is asked and nothing was said. */
export function declarationOf(licence: Licence | undefined, declared: Declared): Declaration | undefined {
  const generated = declared.generated.trim()
  if (!licence && declared.material.length === 0 && !generated) return undefined
  return {
    material: declared.material.map((one) => ({
      title: one.title.trim(),
      licence: one.licence.trim(),
      by: one.by?.trim() || undefined,
      source: one.source?.trim() || undefined,
    })),
    generated: generated || undefined,
  }
}
