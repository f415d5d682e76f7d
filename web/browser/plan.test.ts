import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, phone, stage } from './stage'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

/** Opens a page of the project as its producer, who complains about nothing. */
async function look(page: string, what: (person: Person) => Promise<void>): Promise<void> {
  const person = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  try {
    await person.open(`/projects/${s.project}/${page}`)
    await what(person)
    expect(person.faults).toEqual([])
  } finally {
    await person.leave()
  }
}

test('a timeline has a table with the same', () =>
  look('timeline', async ({ page }) => {
    const rows = page.getByRole('list', { name: 'Sub-gigs on the line of time' }).getByRole('listitem')
    await rows.first().waitFor()
    const drawn = await rows.count()
    await page.getByText('Table', { exact: true }).click()
    await page.getByRole('rowheader', { name: 'Narrator' }).waitFor()
    expect(await page.getByRole('rowheader').count()).toBe(drawn)
    expect(page.url()).toContain('as=table')
  }))

test('keys follow an arrow of the graph, and the list says the same', () =>
  look('graph', async ({ page }) => {
    const narrator = page.locator('[data-gig]').filter({ hasText: 'Narrator' })
    await narrator.focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('The last line')
    await page.getByText('List', { exact: true }).click()
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'The last line' }) })
    expect(await row.getByRole('cell').getByRole('link', { name: 'Narrator' }).count()).toBe(1)
  }))

test('a mark of the map leaves those of its place', () =>
  look('map', async ({ page }) => {
    await page.getByRole('button', { name: /Theo Marsh, United Kingdom/ }).click()
    await page.getByRole('heading', { name: /United Kingdom/ }).waitFor()
    expect(await page.getByRole('heading', { level: 2 }).count()).toBe(1)
    await page.getByRole('button', { name: 'Show the whole world' }).click()
    await page.getByRole('heading', { name: /Sweden/ }).waitFor()
  }))

test('a producer sees who was asked, ranks, and puts somebody in line', () =>
  look('casting?list=all', async ({ page }) => {
    await page
      .getByRole('link', { name: /The last line/ })
      .first()
      .click()
    const line = page.getByRole('region', { name: 'Offers and answers' })
    await line.getByText('Aino Lahtinen').waitFor()
    await page.getByRole('button', { name: 'Rank who fills the role' }).click()
    await page.getByText('Computed again, it is the same.').waitFor()
    const candidate = page.getByRole('article').first()
    await candidate.getByText(/shows of their work$/).click()
    await candidate.getByText('No samples of their work yet.').waitFor()
  }))

test('a buyer supplies, pauses, re-plans, funds and ends a project, and a seller takes its call', async () => {
  const buyer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  const page = buyer.page
  const told = (words: string) => page.getByRole('alert').getByText(words).waitFor()
  await buyer.open(`/projects/${s.anthem}/manage`)
  await page.getByLabel('Your answer').fill('The harbour, at six in the morning.')
  await page.getByRole('button', { name: 'Supply' }).click()
  await page.getByRole('button', { name: 'Change the answer: What it is about' }).waitFor()

  const seller = await Person.come(browser, s.server, s.cook, { scheme: 'dark', ...phone })
  await seller.open('/calls')
  await seller.page.getByRole('button', { name: 'Take it: Verse' }).click()
  await seller.page.getByRole('link', { name: 'Go to the work' }).click()
  await seller.page.getByRole('heading', { name: 'Make it and deliver' }).waitFor()
  expect(seller.faults).toEqual([])
  await seller.leave()

  await page.getByRole('button', { name: 'Pause the project' }).click()
  await page.getByText(/^The project is paused/).waitFor()
  await page.getByRole('button', { name: 'Let it go on now' }).click()
  await page.getByRole('button', { name: 'Pause the project' }).waitFor()

  await page.getByRole('button', { name: 'Change the plan' }).click()
  const price = page.getByRole('textbox', { name: /Price.*Chorus|Chorus.*Price/ })
  await price.fill('35.00')
  await page.getByRole('button', { name: 'Show what it changes' }).click()
  await page.getByText('Other price').waitFor()
  await page.getByText('1 change', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByRole('button', { name: 'Put it in force' }).waitFor({ state: 'detached' })

  await buyer.open(`/projects/${s.anthem}/budget`)
  await page.getByText('€100', { exact: true }).first().waitFor()
  await page.getByLabel('Amount in EUR').fill('20')
  await page.getByRole('button', { name: 'Add money' }).click()
  await page.getByText('€120', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Compute it again' }).click()
  await page.getByText(/^It adds up/).waitFor()

  await buyer.open(`/projects/${s.anthem}`)
  await page
    .getByRole('link', { name: /Chorus/ })
    .first()
    .click()
  await page.getByText('€35', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Cancel the sub-gig' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the sub-gig' }).click()
  await told('It is cancelled.')

  await buyer.open(`/projects/${s.anthem}/manage`)
  const end = page.getByRole('button', { name: 'Cancel the project' })
  expect(await end.isDisabled()).toBe(true)
  await page.getByLabel('To be sure, write its name: A small anthem').fill('A small anthem')
  await end.click()
  await page.getByText('The project is over; nothing about it can be changed.').waitFor()
  expect(buyer.faults).toEqual([])
  await buyer.leave()
})
