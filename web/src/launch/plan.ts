import { api, ask, once, type PlanReport, type Project } from '../contract/client'

// A plan travels as the text that a person wrote, so that faults can name its lines.
const asText = { bodySerializer: (text: unknown) => text as string, headers: { 'Content-Type': 'application/yaml' } }

/** Says what a plan amounts to; its faults come as a Problem with a field for each. */
export function validatePlan(text: string, signal?: AbortSignal): Promise<PlanReport> {
  return ask(api.POST('/api/v1/plans/validate', { body: text, ...asText, signal }))
}

/** A plan as text, and the split whose pieces are the files that it names. */
export type Written = { text: string; split?: string }

/** Makes a draft project out of a plan. */
export function createProject({ text, split }: Written, key: string): Promise<Project> {
  return ask(api.POST('/api/v1/projects', { body: text, ...asText, params: { header: once(key), query: { split } } }))
}
