import type { Event } from '../contract/schema'
import type { Words } from '../words/i18n'
import { locale } from '../words/locale'

/** The key of the sentence for a kind of event: offer.accepted is told by log.offer_accepted. */
export function sentenceKey(kind: string): `log.${keyof Words['log']}` {
  return `log.${kind.replace('.', '_')}` as `log.${keyof Words['log']}`
}

/** Puts events under the days on which they happened where the reader is, in the order given. */
export function byDay(events: Event[]): [string, Event[]][] {
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: 'full' })
  const days = new Map<string, Event[]>()
  for (const event of events) {
    const day = format.format(new Date(event.at))
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return [...days]
}
