/** The pages that have words of their own to explain, by their route. */
export const topics = {
  '/': 'home',
  '/launch': 'launch',
  '/projects/$projectID': 'board',
  '/projects/$projectID/so-far': 'soFar',
  '/projects/$projectID/budget': 'budget',
  '/projects/$projectID/activity': 'activity',
  '/projects/$projectID/members': 'members',
  '/projects/$projectID/webhooks': 'webhooks',
  '/sub-gigs/$subGigID': 'subGig',
  '/deliveries/$deliveryID': 'review',
  '/profile': 'profile',
  '/statements': 'statements',
  '/roster': 'roster',
  '/people/$personID': 'person',
  '/notices': 'notices',
  '/programs': 'programs',
  '/operator/': 'queue',
  '/operator/disputes': 'disputes',
  '/operator/people': 'people',
  '/operator/webhooks': 'webhooks',
  '/operator/mail': 'mail',
  '/operator/audit': 'audit',
  '/operator/health': 'health',
} as const

export type Topic = (typeof topics)[keyof typeof topics]

/** What is explained on a page; undefined for a page that explains itself. */
export function topicOf(routeID: string): Topic | undefined {
  return Object.hasOwn(topics, routeID) ? topics[routeID as keyof typeof topics] : undefined
}
