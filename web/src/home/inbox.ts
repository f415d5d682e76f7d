import type { Next } from '../board/Card'
import type { Project, SubGig } from '../contract/client'

/** One thing that needs the reader. */
export type Item = {
  key: string
  what: Next | 'launch' | 'final'
  title: string
  project: Project
  gig?: SubGig
  due?: string
  stopped: boolean
  overdue: boolean
}

/** What a project needs of the reader itself. */
export function ofProject(project: Project): Item[] {
  const item = (what: 'launch' | 'final'): Item => ({
    key: `${what}/${project.id}`,
    what,
    title: project.title,
    project,
    stopped: false,
    overdue: false,
  })
  if (!project.mine.includes('buyer')) return []
  if (project.state === 'draft') return [item('launch')]
  if (project.state === 'in_review') return [item('final')]
  return []
}

/** What its sub-gigs need of the reader. */
export function ofSubGigs(project: Project, gigs: SubGig[]): Item[] {
  return gigs
    .filter((gig) => gig.next_action)
    .map((gig) => ({
      key: gig.id,
      what: gig.next_action as Next,
      title: gig.title,
      project,
      gig,
      due: gig.due_at,
      stopped: Boolean(gig.stopped),
      overdue: gig.overdue,
    }))
}

/** Sorts by when it must be done; what has no time comes last. */
export function inOrder(items: Item[]): Item[] {
  const at = (item: Item) => (item.due && !item.stopped ? new Date(item.due).getTime() : Number.POSITIVE_INFINITY)
  return [...items].sort((a, b) => (at(a) === at(b) ? a.title.localeCompare(b.title) : at(a) - at(b)))
}

/** Who waits for the reader to do it. */
export function whoWaits(item: Item): 'seller' | 'producer' | 'everybody' {
  if (item.what === 'answer_offer' || item.what === 'deliver') return 'producer'
  if (item.what === 'review' || item.what === 'answer_proposal' || item.what === 'rule') {
    return item.gig?.waits_for?.party === 'seller' ? 'producer' : 'seller'
  }
  return 'everybody'
}
