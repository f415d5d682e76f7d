import { useQuery } from '@tanstack/react-query'
import { api, ask, once, type Problem, type Webhook, type WebhookList, type WebhookRequest } from '../contract/client'

/** The endpoints of a project, or those of the instance when there is no project. */
export function useWebhooks(projectID?: string) {
  return useQuery<WebhookList, Problem>({
    queryKey: listKey(projectID),
    queryFn: () =>
      projectID
        ? ask(api.GET('/api/v1/projects/{id}/webhooks', { params: { path: { id: projectID } } }))
        : ask(api.GET('/api/v1/webhooks')),
  })
}

export function listKey(projectID?: string): string[] {
  return ['webhooks', projectID ?? '']
}

export function makeWebhook(projectID: string | undefined, body: WebhookRequest, key: string): Promise<Webhook> {
  if (!projectID) return ask(api.POST('/api/v1/webhooks', { body, params: { header: once(key) } }))
  return ask(
    api.POST('/api/v1/projects/{id}/webhooks', { body, params: { path: { id: projectID }, header: once(key) } }),
  )
}
