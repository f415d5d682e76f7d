import { api, ask, once, type PlanDocument, type Project, type Replan } from '../contract/client'

// A plan travels as the text that a person wrote, so that faults can name its lines.
const asText = { bodySerializer: (text: unknown) => text as string, headers: { 'Content-Type': 'application/yaml' } }

/** The plan that is in force. */
export function planOf(id: string): Promise<PlanDocument> {
  return ask(api.GET('/api/v1/projects/{id}/plan', { params: { path: { id } } }))
}

/** Says what another plan would change. */
export function previewOf(id: string, text: string): Promise<Replan> {
  return ask(api.POST('/api/v1/projects/{id}/replan/preview', { body: text, ...asText, params: { path: { id } } }))
}

/** Puts another plan in force. */
export function putInForce(id: string, base: number, text: string, key: string): Promise<Project> {
  return ask(
    api.POST('/api/v1/projects/{id}/replan', {
      body: text,
      ...asText,
      params: { path: { id }, query: { base_version: base }, header: once(key) },
    }),
  )
}
