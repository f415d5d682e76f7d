import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, phone, stage } from './stage'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

test('public credits name who agrees, as long as they do, until the buyer takes them back', async () => {
  const anybody = await Person.come(browser, s.server, '', { scheme: 'light', ...phone })
  const singer = await Person.come(browser, s.server, s.singer, { scheme: 'light', ...phone })
  const buyer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await anybody.open(s.public)
  await anybody.page.getByRole('heading', { name: 'Two for the road' }).waitFor()
  await anybody.page.getByText('2 parts have no name').waitFor()
  expect(await anybody.page.getByText('Ana Moreira').count()).toBe(0)

  // She was told, and says so by the notice.
  await singer.open('/notices')
  await singer.page.getByRole('link', { name: /credits of Two for the road are public/i }).click()
  await singer.page.getByText('You have not said yet.').waitFor()
  await singer.page.getByRole('switch', { name: 'Name me in the public credits' }).click()
  await singer.page.getByText('That holds from now on.').waitFor()
  await anybody.open(s.public)
  await anybody.page.getByText('Ana Moreira').waitFor()
  await anybody.page.getByText('1 part has no name').waitFor()
  expect(await anybody.page.getByText('Kofi Boateng').count()).toBe(0)

  await buyer.open(`/projects/${s.done}/credits`)
  expect(await buyer.page.getByRole('listitem').filter({ hasText: 'Ana Moreira' }).textContent()).toContain(
    'named in public',
  )
  expect(await buyer.page.getByRole('listitem').filter({ hasText: 'Kofi Boateng' }).textContent()).toContain(
    'not named in public',
  )
  await buyer.page.getByRole('link', { name: s.public }).waitFor()
  await buyer.page.getByRole('button', { name: 'Take them back' }).click()
  await buyer.page.getByRole('button', { name: 'Make the credits public' }).waitFor()
  await anybody.open(s.public)
  await anybody.page.getByText('There are no credits at this address').waitFor()

  await buyer.page.getByRole('button', { name: 'Make the credits public' }).click()
  const address = buyer.page.getByRole('link', { name: /\/credits\// })
  await address.waitFor()
  expect(await address.getAttribute('href')).not.toContain(s.public)
  expect([...singer.faults, ...buyer.faults]).toEqual([])
  expect(anybody.faults.filter((fault) => !/status of 404/.test(fault))).toEqual([])
  for (const person of [anybody, singer, buyer]) await person.leave()
})
