import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, stage } from './stage'

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
  }))
