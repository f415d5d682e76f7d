// What every page says while it waits, when it fails, without a network, to people who have no business there, and when there
// is nothing yet.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { every, type Opened } from './every'
import { Line } from './line'
import { desktop, launch, Person, phone, stage } from './stage'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

/** These ask the server for nothing before they are shown. */
const still = new Set(['sign-in', 'launch', 'lost', 'operator-no-permission'])
/** These have no frame: nobody is signed in. */
const frameless = new Set(['sign-in', 'credits-public', 'credits-gone'])
/** The same page and the same reads a second time. */
const again = new Set([
  ...[
    'home-seller',
    'board-nothing',
    'no-permission',
    'credits-seller',
    'credits-none',
    'room-seller',
    'sub-gig-singing',
  ],
  ...['so-far-track', 'so-far-lines', 'timeline-table', 'graph-list', 'review-room-seller'],
])
/** What is everybody's own, and shows nothing of others. */
const own = new Set(['home-producer', 'calls', 'offers', 'profile', 'statements', 'notices', 'programs'])
const others = /Marsh|Arvidsson|Obi\b|Moreira|Boateng|Antunes|Night Garden|Two pots|trailer|small anthem/i

type Look = { look: { width: number; height: number } }

const pages: (Opened & Look)[] = every(s)
  .filter(({ name }) => !again.has(name))
  .map((one, at) => ({ ...one, look: at % 2 ? phone : desktop }))

/** Somebody whose line to the server can be held and cut. */
async function come(token: string, look: Look['look']): Promise<{ person: Person; page: Page; line: Line }> {
  const person = await Person.come(browser, s.server, token, { scheme: 'light', ...look })
  return { person, page: person.page, line: await Line.of(person.page) }
}

/** Gives somebody a browser for as long as the test takes; whatever it complains about fails the test. */
async function withLine(
  token: string,
  look: Look['look'],
  go: (its: { person: Person; page: Page; line: Line }) => Promise<void>,
): Promise<void> {
  const its = await come(token, look)
  try {
    await go(its)
    expect(its.person.faults.filter(unexpected)).toEqual([])
  } finally {
    await its.person.leave()
  }
}

/** What the console says of requests that the test itself let fail is no fault. */
function unexpected(fault: string): boolean {
  return !/status of (401|403|404|500)|ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED)|Failed to fetch/.test(fault)
}

test.concurrent.each(pages)('$name waits, fails, is cut off, and is not for everybody', async (one) => {
  await withLine(one.token, one.look, async ({ person, page, line }) => {
    await waits(one, person, line)
    const whole = await titles(page)
    await isCutOff(one, person, whole)
    if (!still.has(one.name)) {
      await fails(one, person, line, /^.(projects|sub-gigs|deliveries)/.test(one.path) ? 'fail in part' : 'fail', whole)
      await fails(one, person, line, 'are refused', whole)
    }
    if (one.token) await isNotForStrangers(one, person, line)
  })
})

/** While answers wait, the frame stands, and the page says that it waits. Then it goes on. */
async function waits(one: Opened, person: Person, line: Line): Promise<void> {
  const { page } = person
  await line.set('wait')
  await page.goto(s.server + one.path)
  if (!still.has(one.name)) await page.getByRole('status', { name: 'Loading' }).first().waitFor()
  if (!frameless.has(one.name)) await page.getByRole('banner').waitFor()
  await person.shot(s.shots, `${one.name}-loading`)
  await line.set('come')
  await person.settled()
}

/** Without a network the page keeps what it shows and says how it is, until the network is back. */
async function isCutOff(one: Opened, person: Person, whole: string[]): Promise<void> {
  const { page, context } = person
  await context.setOffline(true)
  await page.getByText('You are offline').waitFor()
  expect(await titles(page)).toEqual(whole)
  await person.shot(s.shots, `${one.name}-offline`)
  await context.setOffline(false)
  await page.getByText('You are offline').waitFor({ state: 'detached' })
}

/** What cannot be read is said, with a way to try again that leads back to the page without loading it anew. */
async function fails(
  one: Opened,
  person: Person,
  line: Line,
  how: 'fail' | 'fail in part' | 'are refused',
  whole: string[],
): Promise<void> {
  const { page } = person
  await line.set(how)
  line.asked.clear()
  await page.goto(s.server + one.path)
  const says = how === 'are refused' ? /cannot be reached/ : /Something went wrong on our side/
  const alert = page.getByRole('alert').filter({ hasText: says }).first()
  await alert.waitFor({ timeout: 10_000 }).catch((cause) => {
    throw new Error(`${one.name} says nothing when answers ${how}; asked were ${[...line.asked]}`, { cause })
  })
  await person.shot(s.shots, `${one.name}-${how.replaceAll(' ', '-')}`)
  await page.getByRole('button', { name: 'Try again' }).first().waitFor()
  await line.set('come')
  await page.evaluate(() => Object.assign(window, { kept: true }))
  expect(await recovers(page, whole), `${one.name}, after answers ${how}, when one tries again`).toEqual(whole)
  expect(await page.evaluate(() => 'kept' in window)).toBe(true)
}

function titles(page: Page): Promise<string[]> {
  return page.getByRole('heading', { level: 1 }).allInnerTexts()
}

/** Presses the button that says so until the page is whole again, and gives the titles that it ends with. */
async function recovers(page: Page, whole: string[]): Promise<string[]> {
  const buttons = page.getByRole('button', { name: 'Try again' })
  for (const end = Date.now() + 10_000; Date.now() < end; await page.waitForTimeout(100)) {
    if ((await buttons.count()) > 0)
      await buttons
        .first()
        .click({ timeout: 500 })
        .catch(() => undefined) // it is gone already
    else if ((await titles(page)).join() === whole.join()) break
  }
  return titles(page)
}

/** Somebody who is signed in and has no part in anything reads a sentence, and nothing of others. */
async function isNotForStrangers(one: Opened, person: Person, line: Line): Promise<void> {
  const { page } = person
  line.as = s.stranger
  await page.goto(s.server + one.path)
  if (one.name === 'lost') await page.getByText('No such page').waitFor()
  else if (own.has(one.name)) await person.settled()
  else await page.getByRole('alert').filter({ hasText: 'it is not yours to see' }).waitFor()
  expect(await page.locator('body').textContent()).not.toMatch(others)
  expect(await page.getByRole('navigation', { name: 'Pages' }).textContent()).not.toMatch(/Board|Operator|New project/)
  await person.shot(s.shots, `${one.name}-stranger`)
}

test.concurrent.each(['/', `/projects/${s.project}`, '/operator', '/no/such/page'])(
  'whoever is not signed in is asked to at %s',
  async (path) => {
    await withLine('', phone, async ({ page }) => {
      await page.goto(s.server + path)
      await page.getByRole('heading', { name: 'Sign in to Tutti' }).waitFor()
      expect(await page.locator('body').textContent()).not.toMatch(others)
    })
  },
)

describe('where there is nothing yet', () => {
  const draft = `/projects/${s.draft}`
  const called = `/projects/${s.called}`
  /** Whose page, what it says, and the way on that it offers, if there is one. */
  const nothing: { name: string; path: string; token: string; says: string; on?: string }[] = [
    { name: 'home', path: '/', token: s.stranger, says: 'Nothing needs you now', on: 'Fill in your profile' },
    { name: 'home-buyer', path: '/', token: s.newcomer, says: 'A first poem' },
    { name: 'statements', path: '/statements', token: s.stranger, says: 'Nothing moved in this month' },
    { name: 'offers', path: '/offers', token: s.stranger, says: 'Nobody has asked you yet' },
    { name: 'notices', path: '/notices', token: s.stranger, says: 'There is nothing', on: 'Choose what you are told' },
    { name: 'roster', path: '/roster?role=nobody', token: s.newcomer, says: 'Nobody is here' },
    {
      name: 'board-filter',
      path: `${draft}?q=nobody`,
      token: s.newcomer,
      says: 'Nothing matches',
      on: 'Show everything',
    },
    { name: 'casting', path: `${called}/casting`, token: s.newcomer, says: 'Nobody was named yet' },
    { name: 'casting-draft', path: `${draft}/casting`, token: s.newcomer, says: 'draft' },
    { name: 'timeline', path: `${draft}/timeline`, token: s.newcomer, says: 'The poem' },
    { name: 'map', path: `${draft}/map`, token: s.newcomer, says: 'Place not known' },
    { name: 'budget', path: `${draft}/budget`, token: s.newcomer, says: 'No money has moved' },
    { name: 'activity', path: `${draft}/activity`, token: s.newcomer, says: 'The project was created' },
    { name: 'room', path: `${called}/room`, token: s.newcomer, says: 'Nothing was said yet' },
    { name: 'so-far', path: `${called}/so-far`, token: s.newcomer, says: 'Nothing to hear or see yet' },
    { name: 'credits', path: `${called}/credits`, token: s.newcomer, says: 'Nobody stands here yet' },
    { name: 'members', path: `${called}/members`, token: s.newcomer, says: 'Nobody was let in' },
    { name: 'webhooks', path: `${called}/webhooks`, token: s.newcomer, says: 'No program is told' },
    { name: 'profile', path: '/profile', token: s.stranger, says: 'without one nobody finds you' },
  ]

  test.concurrent.each(nothing)('$name says what would stand there', async (one) => {
    await withLine(one.token, desktop, async ({ person, page }) => {
      await person.open(one.path)
      await person.shot(s.shots, `${one.name}-empty`)
      await page.getByText(one.says).first().waitFor({ timeout: 5000 })
      if (one.on) await page.getByRole('main').getByText(one.on).waitFor({ timeout: 5000 })
      await page.setViewportSize(phone)
      await person.shot(s.shots, `${one.name}-empty-phone`)
    })
  })

  /** Lists without a line, on an instance on which nothing happened. */
  const bare: { name: string; path: string; token: string; says: string[] }[] = [
    { name: 'calls', path: '/calls', token: s.stranger, says: ['No call is open to you'] },
    { name: 'queue', path: '/operator', token: s.producer, says: ['No clock has run out', 'Nothing is to be paid'] },
    { name: 'disputes', path: '/operator/disputes', token: s.producer, says: ['No dispute is open'] },
    { name: 'instance-webhooks', path: '/operator/webhooks', token: s.producer, says: ['No program'] },
    { name: 'mail', path: '/operator/mail', token: s.producer, says: ['There are no letters'] },
    { name: 'audit', path: '/operator/audit', token: s.producer, says: ['No line is like that'] },
    { name: 'board', path: `/projects/${s.draft}`, token: s.newcomer, says: ['No sub-gigs to show'] },
  ]

  test.concurrent.each(bare)('$name says so', async (one) => {
    await withLine(one.token, desktop, async ({ person, page, line }) => {
      await line.set('hold nothing')
      await person.open(one.path)
      await person.shot(s.shots, `${one.name}-bare`)
      for (const says of one.says) await page.getByText(says).first().waitFor({ timeout: 5000 })
    })
  })
})

test.concurrent('what was typed stays when the line is cut, and is sent once when it is back', async () => {
  await withLine(s.newcomer, phone, async ({ person, page, line }) => {
    await person.open(`/projects/${s.draft}/room`)
    const field = page.getByRole('main').getByRole('textbox').first()
    const send = page.getByRole('button', { name: 'Send', exact: true })
    await field.fill('Is anybody here?')
    await line.set('are refused')
    await send.click()
    await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
    expect(await field.inputValue()).toBe('Is anybody here?')
    await line.set('come')
    await send.click()
    await vi.waitFor(async () => expect(await field.inputValue()).toBe(''), 5000)
    const said = page.getByRole('listitem').filter({ hasText: 'Is anybody here?' })
    await said.first().waitFor()
    expect(await said.count()).toBe(1)
  })
})

describe('a file of the pages that does not come', () => {
  test.concurrent('is told as the page, until the server is back', async () => {
    await withLine(s.producer, desktop, async ({ person, page, line }) => {
      await person.open('/')
      await line.cut()
      await page.getByRole('link', { name: 'Roster' }).click()
      await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
      await person.shot(s.shots, 'roster-no-file')
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
      await line.mend()
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByRole('heading', { level: 1, name: 'Roster' }).waitFor()
    })
  })

  test.concurrent('leaves the page as it is where it was for something beside', async () => {
    await withLine(s.producer, desktop, async ({ person, page, line }) => {
      await person.open('/')
      const whole = await titles(page)
      await line.cut()
      await page.getByRole('button', { name: 'Search' }).click()
      await page.getByRole('alert').filter({ hasText: 'load the page again' }).waitFor()
      expect(await titles(page)).toEqual(whole)
      await person.shot(s.shots, 'search-no-file')
      await page.getByRole('button', { name: 'Close' }).click()
      await line.mend()
      await page.getByRole('button', { name: 'Search' }).click()
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Load it again' }).click()])
      await page.getByRole('button', { name: 'Search' }).click()
      await page.getByRole('combobox').waitFor()
    })
  })
})

test.concurrent('what they say is open to everybody', async () => {
  await withLine(s.producer, phone, async ({ person, page, line }) => {
    await line.set('fail in part')
    await page.goto(`${s.server}/operator`)
    await page.getByRole('button', { name: 'Try again' }).first().waitFor()
    await person.context.setOffline(true)
    await page.getByText('You are offline').waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`)).toEqual([])
      await person.shot(s.shots, `offline-and-failed-${colorScheme}`)
    }
  })
})
