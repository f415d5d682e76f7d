import type { ProposalRequest, SubGig } from '../contract/client'

/** What somebody can ask for or do about a sub-gig, besides the one next thing. */
export type Act =
  | Exclude<ProposalRequest['kind'], 'question'>
  | Plain
  | 'step_out'
  | 'dispute'
  | 'order'
  | 'tip'
  | 'rate'
  | 'reopen'

/** What is done without saying more. */
export type Plain = 'release' | 'call_off' | 'restore' | 'appeal'

const underWay = ['working', 'inspecting', 'in_review']
const ahead = ['waiting', 'casting', 'offered', ...underWay]

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
  if (gig.state === 'disputed' && sides && gig.dispute?.stage !== 'operator') out.push('appeal')
  if (underWay.includes(gig.state) && sides) out.push('dispute')
  if (underWay.includes(gig.state) && of.seller) out.push('step_out')
  if (gig.state === 'approved' && runs) out.push('rate')
  if (gig.state === 'approved' && of.buyer) out.push('tip')
  if (gig.state === 'approved' && of.producer) out.push('reopen')
  if (['working', 'in_review'].includes(gig.state) && of.producer) out.push('release')
  if (ahead.includes(gig.state) && runs) out.push(gig.reopened ? 'restore' : 'call_off')
  return out
}
