import type { EvidenceOffer, PersonName, SubGig } from '../contract/client'

/** Somebody who was asked or will be, with the newest offer to them. */
export type Asked = { person: PersonName; offer?: EvidenceOffer }

/** Who was asked, in the order of asking, and then who is still in line. */
export function lineOf(gig: SubGig, offers: EvidenceOffer[]): Asked[] {
  const known = new Map((gig.candidates ?? []).map((person) => [person.id, person]))
  if (gig.seller) known.set(gig.seller.id, gig.seller)
  const asked = new Map<string, Asked>()
  for (const offer of offers) {
    asked.set(offer.seller_id, { person: known.get(offer.seller_id) ?? { id: offer.seller_id }, offer })
  }
  const waiting = (gig.candidates ?? []).filter((person) => !asked.has(person.id))
  return [...asked.values(), ...waiting.map((person) => ({ person }))]
}
