import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desktop, launch, Person, phone, stage } from './stage'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

/** Every page, by the name of its picture, and who looks at it. */
const pages: { name: string; path: string; token: string }[] = [
  { name: 'sign-in', path: '/', token: '' },
  { name: 'home-producer', path: '/', token: s.producer },
  { name: 'home-seller', path: '/', token: s.passenger },
  { name: 'board', path: `/projects/${s.project}`, token: s.producer },
  { name: 'board-nothing', path: `/projects/${s.project}?q=nobody-of-that-name`, token: s.producer },
  { name: 'launch', path: '/launch', token: s.producer },
  { name: 'so-far', path: `/projects/${s.project}/so-far`, token: s.producer },
  { name: 'budget', path: `/projects/${s.project}/budget`, token: s.producer },
  { name: 'activity', path: `/projects/${s.project}/activity`, token: s.producer },
  { name: 'sub-gig-working', path: `/sub-gigs/${s.working}`, token: s.narrator },
  { name: 'sub-gig-offered', path: `/sub-gigs/${s.offered}`, token: s.passenger },
  { name: 'review', path: `/deliveries/${s.reviewed}`, token: s.producer },
  { name: 'review-room', path: `/deliveries/${s.voice}`, token: s.producer },
  { name: 'review-room-seller', path: `/deliveries/${s.voice}`, token: s.singer },
  { name: 'so-far-track', path: `/projects/${s.track}/so-far`, token: s.producer },
  { name: 'sub-gig-singing', path: `/sub-gigs/${s.keys}`, token: s.singer },
  { name: 'no-permission', path: `/sub-gigs/${s.working}`, token: s.passenger },
  { name: 'lost', path: '/no/such/page', token: s.producer },
]

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  test.each(pages)('$name is open to everybody', async ({ name, path, token }) => {
    for (const [size, look] of Object.entries({ desktop, phone })) {
      const person = await Person.come(browser, s.server, token, { scheme, ...look })
      try {
        if (name === 'no-permission')
          await person.page.goto(s.server + path).then(() => person.page.getByRole('alert').waitFor())
        else if (name === 'lost')
          await person.page.goto(s.server + path).then(() => person.page.getByText('No such page').waitFor())
        else await person.open(path)
        await person.shot(s.shots, `${name}-${size}-${scheme}`)
        const found = await new AxeBuilder({ page: person.page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze()
        const said = found.violations.map(
          (one) => `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('\n  ')}`,
        )
        expect(said, `${name} at ${size}`).toEqual([])
        const wide = await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(wide, `${name} at ${size} is wider than its window`).toBeLessThanOrEqual(0)
        // A refused request is told by the console itself; nothing else is.
        expect(person.faults.filter((fault) => !/status of (401|404)/.test(fault))).toEqual([])
      } finally {
        await person.leave()
      }
    }
  })
})
