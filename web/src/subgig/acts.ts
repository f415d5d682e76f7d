import type { ProposalRequest, SubGig } from '../contract/client'

/** What somebody can ask for or do about a sub-gig, besides the one next thing. */
export type Act = Exclude<ProposalRequest['kind'], 'question'> | 'step_out' | 'dispute' | 'order' | 'tip' | 'rate'

const underWay = ['working', 'inspecting', 'in_review']

/** What the sides of a sub-gig may do as it stands. The server judges again. */
export function actsOf(
  gig: SubGig,
  of: { seller: boolean; offered: boolean; producer: boolean; buyer: boolean },
): Act[] {
  const out: Act[] = []
  if (gig.state === 'offered' && of.offered) out.push('counter')
  if (gig.state === 'working' && of.seller) out.push('extension')
  const runs = of.producer || of.buyer
  const sides = of.seller || runs
  if (underWay.includes(gig.state) && runs && gig.extras?.length) out.push('order')
  if (underWay.includes(gig.state) && sides) out.push('change_order', 'cancellation')
  if (gig.state === 'disputed' && sides) out.push('settlement')
  if (underWay.includes(gig.state) && sides) out.push('dispute')
  if (underWay.includes(gig.state) && of.seller) out.push('step_out')
  if (gig.state === 'approved' && runs) out.push('rate')
  if (gig.state === 'approved' && of.buyer) out.push('tip')
  return out
}
