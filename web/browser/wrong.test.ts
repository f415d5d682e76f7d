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
  await standby.page.getByRole('button', { name: 'Decline', exact: true }).click()
  await standby.page.getByRole('combobox', { name: 'Why not?' }).click()
  await standby.page.getByRole('option', { name: 'The dates' }).click()
  await standby.page.getByRole('button', { name: 'Decline', exact: true }).click()
  await standby.page.getByText('Declined. Thank you for answering.').waitFor()
  await act(producer.page, 'Cancel the sub-gig', 'It is cancelled.')
  await producer.page.getByText('Cancelled', { exact: true }).first().waitFor()
  const lid = standby.page.getByRole('region', { name: 'The lid' })
  await lid.getByText(/^You declined on /).waitFor()
  await lid.getByText('Reason: The dates').waitFor()
  await standby.page.getByRole('combobox', { name: 'Which' }).click()
  await standby.page.getByRole('option', { name: 'Accepted' }).click()
  await standby.page
    .getByRole('region', { name: 'The base' })
    .getByText(/^You accepted on /)
    .waitFor()
  expect(await lid.count()).toBe(0)
  await standby.shot(s.shots, 'offers')
  const told = (fault: string) => /status of 404/.test(fault) // of what is not theirs to look at any more
  expect([...producer.faults, ...standby.faults].filter((fault) => !told(fault))).toEqual([])
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

test('what was made from a delivery that is replaced is made again', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  const { page } = producer
  await producer.open(`/sub-gigs/${s.leg}`)
  await act(page, 'Have it replaced', 'It is offered again.', () =>
    page.getByLabel('Price of the new delivery in EUR').fill('5'),
  )
  await producer.open(`/sub-gigs/${s.foot}`)
  await page.getByLabel('It is made again').check()
  await page.getByLabel('Price of the new delivery in EUR').fill('5')
  await page.getByRole('button', { name: 'Decide', exact: true }).click()
  await page.getByText('Decided.').waitFor()
  await page.getByRole('button', { name: 'Decide', exact: true }).waitFor({ state: 'detached' })
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('a reported message stands; a hidden one is shown again on appeal', async () => {
  const seller = await Person.come(browser, s.server, s.narrator, { scheme: 'light', ...phone })
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'dark', ...desktop })
  const say = async (at: Person, words: string) => {
    await at.open(`/projects/${s.project}/room`)
    await at.page.getByLabel('Write to the room').fill(words)
    await at.page.getByRole('button', { name: 'Send', exact: true }).click()
    return at.page.getByRole('article').filter({ hasText: words })
  }
  await say(producer, 'The ferry is a boat, not a metaphor.')
  const mine = await say(seller, 'It is a metaphor.')
  const theirs = seller.page.getByRole('article').filter({ hasText: 'not a metaphor' })
  await theirs.getByRole('button', { name: 'Report' }).click()
  await theirs.getByLabel('In your own words').fill('It hurts.')
  await theirs.getByRole('button', { name: 'Report' }).click()
  await seller.page.getByText('Those who moderate will look at it.').waitFor()

  await producer.open(`/projects/${s.project}/room`)
  const reports = producer.page.getByRole('region', { name: 'Reported messages' })
  await reports.getByText('It hurts.').waitFor()
  await reports.getByRole('button', { name: 'It stands' }).click()
  await producer.page.getByText('The message stands.').waitFor()
  await reports.waitFor({ state: 'detached' })
  const said = producer.page.getByRole('article').filter({ hasText: 'It is a metaphor.' })
  await said.getByRole('button', { name: 'Hide' }).click()
  await said.getByLabel('Why it is hidden').fill('We have settled this.')
  await said.getByRole('button', { name: 'Hide' }).click()

  await mine.getByText('Hidden by those who moderate: We have settled this.').waitFor()
  await mine.getByRole('button', { name: 'Appeal' }).click()
  await mine.getByLabel('Why it should not be hidden').fill('We have not.')
  await mine.getByRole('button', { name: 'Appeal' }).click()
  await seller.page.getByText('The operator will decide.').waitFor()

  await producer.open('/operator')
  const appeals = producer.page.getByRole('region', { name: 'Appeals about hidden messages' })
  await appeals.getByText('Their appeal: We have not.').waitFor()
  await appeals.getByLabel('Your reason; the author reads it').fill('Opinions are welcome.')
  await appeals.getByRole('button', { name: 'Show it again' }).click()
  await appeals.getByText('Nobody appeals.').waitFor()
  await seller.open(`/projects/${s.project}/room`)
  await mine.getByText('The operator decided: Opinions are welcome.').waitFor()
  expect([...seller.faults, ...producer.faults]).toEqual([])
  for (const person of [seller, producer]) await person.leave()
})

test('an operator hands out what is known of a person', async () => {
  const operator = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await operator.open(`/people/${s.passengerID}`)
  const [file] = await Promise.all([
    operator.page.waitForEvent('download'),
    operator.page.getByRole('button', { name: 'Take it out' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('nkechi-obi.zip')
  expect(operator.faults).toEqual([])
  await operator.leave()
})
