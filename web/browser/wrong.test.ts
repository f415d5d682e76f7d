// What people do when things go wrong. These come last: they end what others would look at.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, phone, stage } from './stage'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

/** Opens the window of an act, lets somebody fill it in, and goes through with it. */
async function act(page: Page, name: string, done: string, fill?: (page: Page) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  const asked = page.getByRole('dialog', { name })
  await fill?.(page)
  await asked.getByRole('button', { name, exact: true }).click()
  await page.getByText(done).waitFor()
  await asked.waitFor({ state: 'detached' })
}

test('a seller is released, the next one finds what was left behind, and the sub-gig is cancelled after all', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  const standby = await Person.come(browser, s.server, s.singer, { scheme: 'light', ...phone })
  await producer.open(`/sub-gigs/${s.lid}`)
  await act(producer.page, 'Release the seller', 'The seller is released.')
  await standby.open(`/sub-gigs/${s.lid}`)
  const [pack] = await Promise.all([
    standby.page.waitForEvent('download'),
    standby.page.getByRole('button', { name: 'What earlier sellers left behind' }).click(),
  ])
  expect(pack.suggestedFilename()).toBe('lid-takeover.zip')
  await act(producer.page, 'Cancel the sub-gig', 'It is cancelled.')
  await producer.page.getByText('Cancelled', { exact: true }).first().waitFor()
  expect([...producer.faults, ...standby.faults]).toEqual([])
  for (const person of [producer, standby]) await person.leave()
})

test('an approved delivery is to be replaced, and stays after all', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await producer.open(`/sub-gigs/${s.base}`)
  await act(producer.page, 'Have it replaced', 'It is offered again.', (page) =>
    page.getByLabel('Price of the new delivery in EUR').fill('5'),
  )
  await act(producer.page, 'Keep the approved delivery', 'The approved delivery stands again.')
  await producer.page.getByText('Approved', { exact: true }).first().waitFor()
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('a dispute goes to the producer, who rules on it', async () => {
  const seller = await Person.come(browser, s.server, s.drummer, { scheme: 'light', ...phone })
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await seller.open(`/sub-gigs/${s.top}`)
  await act(seller.page, 'Open a dispute', 'The dispute is open.', (page) =>
    page.getByRole('dialog').getByRole('textbox').fill('The base is not square.'),
  )
  await act(seller.page, 'Take it to the next stage', 'It is with the next stage.')
  const [record] = await Promise.all([
    seller.page.waitForEvent('download'),
    seller.page.getByRole('button', { name: 'Download the record' }).click(),
  ])
  expect(record.suggestedFilename()).toBe('top-record.json')
  await seller.page.getByText(/^Cited by [0-9a-f]{64}$/).waitFor()
  await producer.open(`/sub-gigs/${s.top}`)
  await producer.page.getByRole('button', { name: 'Rule', exact: true }).click()
  await producer.page.getByText('Ruled. Both sides are told.').waitFor()
  expect([...seller.faults, ...producer.faults]).toEqual([])
  for (const person of [seller, producer]) await person.leave()
})
