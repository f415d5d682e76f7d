import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, phone } from '../stage'

/** What TestEnsembleInPages has made ready: a plan, the files that it takes, and the tokens of four people. */
type Stage = {
  server: string
  buyer: string
  producer: string
  sellers: string[]
  plan: string // a file
  guide: string // a file
  takes: Record<string, string> // files by the titles of sub-gigs
}

const s = JSON.parse(process.env.TUTTI_STAGE ?? '{}') as Stage
const patience = { timeout: 120_000 }
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

test('four people make the 24-musician track by pages alone', { timeout: 1_200_000 }, async () => {
  const buyer = await Person.come(browser, s.server, s.buyer, { scheme: 'light', ...desktop })
  await launched(buyer)
  const others = await Promise.all([
    Person.come(browser, s.server, s.producer, { scheme: 'dark', ...desktop }),
    Person.come(browser, s.server, s.sellers[0] ?? '', { scheme: 'light', ...phone }),
    Person.come(browser, s.server, s.sellers[1] ?? '', { scheme: 'dark', ...desktop }),
  ])
  const [producer, ...sellers] = others
  const all = Object.keys(s.takes).length
  let delivered = 0
  const played = sellers.map((seller) =>
    plays(
      seller,
      () => delivered++,
      () => delivered < all,
    ),
  )
  let approved = 0
  while (approved < all) {
    if (!(await follow(producer, /^Review /))) continue
    await producer.page.getByRole('link', { name: 'Review', exact: true }).click()
    await producer.page.getByRole('button', { name: 'Approve' }).waitFor(patience)
    const word = producer.page.getByLabel('A word about the warnings')
    if (await word.isVisible()) await word.fill('Heard, and good as it is.')
    await producer.page.getByRole('button', { name: 'Approve' }).click()
    await producer.page.getByText('Approved').first().waitFor(patience)
    approved++
  }
  await Promise.all(played)
  await expect.poll(() => follow(buyer, /^Hear the final of /), patience).toBe(true)
  await buyer.page.getByRole('button', { name: 'Approve the final' }).click()
  await buyer.page.getByText('The project is complete.').waitFor(patience)
  const credits = buyer.page.getByRole('region', { name: 'Credits' })
  await credits.getByText('Kick drum').first().waitFor()
  for (const person of [buyer, ...others]) {
    expect(person.faults).toEqual([])
    await person.leave()
  }
})

/** The buyer pastes the plan, sends the guide that it names, and launches. */
async function launched(buyer: Person): Promise<void> {
  const { page } = buyer
  await buyer.open('/launch')
  await page.getByLabel('Plan (YAML or JSON)').fill(readFileSync(s.plan, 'utf8'))
  await page.getByRole('button', { name: 'Make a draft' }).click()
  await page.getByRole('heading', { name: 'Tutti, for 24 musicians', level: 1 }).waitFor(patience)
  await page.getByLabel('Drop files here or choose them').setInputFiles(s.guide)
  const launch = page.getByRole('button', { name: 'Launch', exact: true })
  await expect.poll(() => launch.isEnabled(), patience).toBe(true)
  await launch.click()
  await page
    .getByRole('region', { name: /Offered/ })
    .getByRole('link')
    .first()
    .waitFor(patience)
}

/** A seller does what their home says, until everything is delivered. */
async function plays(seller: Person, told: () => void, more: () => boolean): Promise<void> {
  const { page } = seller
  while (more()) {
    if (!(await follow(seller, /^(You are offered|Deliver) /))) continue
    const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
    const accept = page.getByRole('button', { name: 'Accept' })
    const field = page.getByLabel('Drop files here or choose them')
    await accept.or(field).first().waitFor(patience)
    if (await accept.isVisible()) await accept.click()
    await page.getByRole('heading', { name: 'Make it and deliver' }).waitFor(patience)
    await field.setInputFiles(s.takes[title] ?? '')
    await page.getByText('arrived whole').waitFor(patience)
    await page.getByLabel(/all of it may be used under/).check()
    await page.getByRole('button', { name: 'Deliver', exact: true }).click()
    await page.getByRole('heading', { name: 'Make it and deliver' }).waitFor({ state: 'detached', ...patience })
    told()
  }
}

/** Goes home and on to the first thing there of a kind, when there is one. */
async function follow(person: Person, what: RegExp): Promise<boolean> {
  await person.open('/')
  const task = person.page.getByRole('link', { name: what }).first()
  if (!(await task.isVisible())) {
    await person.page.waitForTimeout(2000) // others have to do something first
    return false
  }
  await task.click()
  await person.page.getByRole('heading', { level: 1, name: /^Hello/ }).waitFor({ state: 'detached' })
  await person.settled()
  return true
}
