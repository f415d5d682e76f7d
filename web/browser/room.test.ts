import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, phone, stage } from './stage'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const at = (page: Page) => page.getByLabel('Position').inputValue().then(Number)

test('a producer hears a version in the mix, against the one before, and marks a stretch of it', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'dark', ...desktop })
  const page = producer.page
  await producer.open(`/deliveries/${s.voice}`)
  const sheet = page.getByRole('img', { name: /Waveform of/ })
  await sheet.waitFor()
  await page.getByText('In the mix', { exact: true }).click()
  const lanes = page.getByRole('list', { name: 'What sounds' }).getByRole('listitem')
  await lanes.filter({ hasText: 'Drums' }).waitFor()
  expect(await lanes.count()).toBe(4) // this version, the one before, drums and bass
  await page.getByRole('button', { name: 'Solo: Bass' }).click()
  expect(await lanes.filter({ hasText: 'Drums' }).getAttribute('data-heard')).toBe('false')
  expect(await lanes.filter({ hasText: 'Bass' }).getAttribute('data-heard')).toBe('true')
  await page.getByRole('button', { name: 'Solo: Bass' }).click()

  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('v')
  expect(await lanes.filter({ hasText: 'Version 1' }).getAttribute('data-heard')).toBe('true')
  expect(await lanes.filter({ hasText: 'Version 2' }).getAttribute('data-heard')).toBe('false')
  await page.keyboard.press('v')

  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await expect.poll(() => at(page), { timeout: 30_000 }).toBeGreaterThan(0.3)
  await page.keyboard.press('k')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()

  const box = await sheet.boundingBox()
  if (!box) throw new Error('the waves are not there')
  await page.mouse.move(box.x + box.width * 0.25, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40, { steps: 5 })
  await page.mouse.up()
  await page.getByText(/^Marked: 0:02/).waitFor()
  await page.keyboard.press('c')
  await page.keyboard.type('Softer here, the bass has to breathe.')
  await page.getByRole('combobox', { name: /item of the brief/ }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Add note' }).click()
  const notes = page.getByRole('region', { name: 'All notes' })
  await notes.getByText('Softer here').waitFor()
  await notes.getByText('A breath is missing here.').waitFor() // asked for in the version before
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('two who review see what the other notes as soon as it is written', async () => {
  const [producer, lead] = await Promise.all([
    Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop }),
    Person.come(browser, s.server, s.lead, { scheme: 'dark', ...desktop }),
  ])
  for (const one of [producer, lead]) {
    await one.open(`/deliveries/${s.voice}`)
    await one.page.getByLabel('Note', { exact: true }).waitFor()
  }
  const note = async ({ page }: Person, text: string) => {
    await page.getByLabel('Note', { exact: true }).fill(text)
    await page.getByRole('combobox', { name: /item of the brief/ }).click()
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: 'Add note' }).click()
  }
  const read = ({ page }: Person, text: string) =>
    page.getByRole('region', { name: 'All notes' }).getByText(text).waitFor()
  await note(lead, 'The last word is too loud.')
  await read(producer, 'The last word is too loud.')
  await note(producer, 'And the first is late.')
  await read(lead, 'And the first is late.')
  const taken = lead.page.getByRole('region', { name: 'All notes' }).getByText('The last word is too loud.')
  await lead.page
    .getByRole('region', { name: 'All notes' })
    .getByRole('listitem')
    .filter({ hasText: 'The last word is too loud.' })
    .getByRole('button', { name: 'Remove the note: The last word is too loud.' })
    .click()
  await taken.waitFor({ state: 'detached' })
  await producer.page
    .getByRole('region', { name: 'All notes' })
    .getByText('The last word is too loud.')
    .waitFor({ state: 'detached' })
  expect([...producer.faults, ...lead.faults]).toEqual([])
  await producer.leave()
  await lead.leave()
})

test('a link leads to a moment and a note, and ? tells the keys', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await producer.open(`/deliveries/${s.voice}?t=3&note=1`)
  await producer.page.getByRole('img', { name: /Waveform of/ }).waitFor()
  await expect.poll(() => at(producer.page), { timeout: 30_000 }).toBe(1.5)
  await producer.page.getByRole('link', { name: 'Version 1' }).click()
  await producer.page.getByRole('heading', { name: 'Lead voice, version 1' }).waitFor()
  await producer.open(`/deliveries/${s.voice}?v=1`)
  await producer.page.getByRole('heading', { name: 'Lead voice, version 1' }).waitFor()
  await producer.page.getByRole('heading', { level: 1 }).click()
  await producer.page.keyboard.press('?')
  await producer.page.getByRole('dialog').getByText('the next note, the one before').waitFor()
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('a seller asks for more time on a phone, and takes it back', async () => {
  const seller = await Person.come(browser, s.server, s.singer, { scheme: 'light', ...phone })
  await seller.open(`/sub-gigs/${s.keys}`)
  await seller.page.getByRole('button', { name: 'Change the terms' }).click()
  const dialog = seller.page.getByRole('dialog')
  await dialog.getByLabel(/What is added in EUR/).fill('15')
  await dialog.getByLabel(/Words with it/).fill('A second piano, if you like.')
  await dialog.getByRole('button', { name: 'Propose' }).click()
  await seller.page.getByText('A second piano, if you like.').first().waitFor()
  await seller.page.getByRole('button', { name: 'Take it back' }).click()
  await seller.page.getByText('withdrawn').waitFor()
  expect(seller.faults).toEqual([])
  await seller.leave()
})

/** Adds a file, which holds its own name, to what is being written. */
async function add(at: Locator, name: string): Promise<void> {
  await at.getByRole('button', { name: 'Add files' }).click()
  await at
    .getByLabel('Drop files here or choose them')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })
  await at.getByText('arrived whole').waitFor()
}

test('the preview says who sounds, and a comment on it finds them', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  const page = producer.page
  await producer.open(`/projects/${s.track}/so-far`)
  await page.getByRole('img', { name: /Waveform of/ }).waitFor()
  await page.getByLabel('Position').fill('7.5')
  await page.getByRole('heading', { name: 'Who is this at 0:07?' }).waitFor()
  await page.getByRole('region', { name: 'What is missing' }).getByText('Lead voice').waitFor()
  await page.getByLabel('Comment on this moment').fill('The brushes are lovely here.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const said = page.getByRole('region', { name: 'Comments' })
  await said.getByText('The brushes are lovely here.').waitFor()
  await said.getByRole('link', { name: 'Drums' }).waitFor()
  await said.getByRole('button', { name: 'Answer', exact: true }).click()
  await said.getByLabel('Your answer').fill('They are.')
  await add(said, 'bars.txt')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const answer = said.getByRole('listitem').getByRole('listitem')
  await answer.getByText('They are.').waitFor()
  await answer.getByRole('button', { name: 'Save bars.txt' }).waitFor()

  const drummer = await Person.come(browser, s.server, s.drummer, { scheme: 'dark', ...phone })
  await drummer.open(`/deliveries/${s.drums}`)
  await said.getByRole('button', { name: 'Tell Drums' }).click()
  const heard = drummer.page.getByRole('region', { name: 'What is said about it' })
  await heard.getByText('The brushes are lovely here.').waitFor() // without asking
  await heard.getByText('0:07.5').waitFor()
  await heard.getByLabel('Write about this version').fill('Thank you!')
  await add(heard, 'fills.txt')
  await heard.getByRole('button', { name: 'Send', exact: true }).click()
  await heard.getByText('Thank you!').waitFor()
  const [file] = await Promise.all([
    drummer.page.waitForEvent('download'),
    heard.getByRole('button', { name: 'Save fills.txt' }).click(),
  ])
  expect(readFileSync(await file.path(), 'utf8')).toBe('fills.txt')
  expect([...producer.faults, ...drummer.faults]).toEqual([])
  await drummer.leave()
  await producer.leave()
})

test('a text that is not paid is read as pages, and what changed in it is seen', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  const page = producer.page
  const fetched: string[] = []
  page.on('response', async (response) => {
    if (/tale|proof|changes/.test(response.url())) fetched.push(response.headers()['content-type'] ?? '')
  })
  await producer.open(`/deliveries/${s.tale}`)
  await page.getByText('Page 1 of 1').waitFor()
  await page.getByText('tale.proof.pdf').waitFor()
  const canvas = page.locator('canvas').first()
  const red = () =>
    canvas.evaluate((drawn: HTMLCanvasElement) => {
      const { data } = drawn.getContext('2d')?.getImageData(0, 0, drawn.width, drawn.height) ?? { data: [] }
      let count = 0
      for (let at = 0; at < data.length; at += 4)
        if ((data[at] ?? 0) > 130 && (data[at + 1] ?? 255) < 90 && (data[at + 2] ?? 255) < 90) count++
      return count
    })
  await expect.poll(() => canvas.evaluate((drawn: HTMLCanvasElement) => drawn.width)).toBeGreaterThan(1000)
  expect(await red()).toBe(0)
  await page.getByText('What is different', { exact: true }).click()
  await expect.poll(red).toBeGreaterThan(200) // "old", and the moral
  await producer.shot(s.shots, 'tale-difference')
  expect(fetched.filter((type) => type.startsWith('text/'))).toEqual([])
  await page.getByRole('button', { name: 'Approve', exact: true }).click() // though it says "TBD"
  await page.getByText('Say why it is good in spite of the warnings.').waitFor()
  await page.getByLabel('A word about the warnings').fill('Boats get their names late.')
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await page.getByRole('document', { name: 'tale.md' }).getByText('boat lies on the sand.').waitFor() // it is paid
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('a finding on a page is shown where it stands', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  const page = producer.page
  await producer.open(`/deliveries/${s.leaflet}`)
  await page.getByText('Page 1 of 2').waitFor()
  await page.getByRole('button', { name: 'page 2 · a part of it' }).click()
  await page.getByText('Page 2 of 2').waitFor()
  const frame = page.getByRole('img', { name: 'What is drawn on it' }).locator('rect')
  expect(await frame.count()).toBe(1)
  const [box, sheet] = await Promise.all([frame.boundingBox(), page.locator('canvas').first().boundingBox()])
  if (!box || !sheet) throw new Error('the page is not there')
  const down = (box.y + box.height / 2 - sheet.y) / sheet.height
  expect(down).toBeGreaterThan(0.64) // the line stands 140 mm from the top of 210
  expect(down).toBeLessThan(0.68)
  expect(box.width / sheet.width).toBeLessThan(0.12) // three letters of it
  const height = page.viewportSize()?.height ?? 0
  await expect.poll(async () => (await frame.boundingBox())?.y).toBeLessThan(height) // it is seen without scrolling
  await producer.shot(s.shots, 'leaflet-finding')
  await page.getByRole('button', { name: 'Page back' }).click()
  await page.getByText('Page 1 of 2').waitFor()
  expect(await frame.count()).toBe(0)
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('a comment on a page finds its chapter, and reaches the page of the delivery', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  const page = producer.page
  await producer.open(`/projects/${s.cookbook}/so-far`)
  await page.getByText('Page 1 of 4').waitFor() // the contents, a page for the missing stew, and two of soup
  await page.getByRole('heading', { name: 'Who is on page 1?' }).waitFor()
  const soup = page.getByRole('region', { name: /^Who is on page/ }).getByRole('listitem')
  expect(await soup.getAttribute('data-now')).toBeNull()
  await page.getByLabel('Page', { exact: true }).fill('4')
  await page.getByText('Page 4 of 4').waitFor()
  await page.getByRole('heading', { name: 'Who is on page 4?' }).waitFor()
  expect(await soup.getAttribute('data-now')).toBe('true')
  await page.getByLabel('Comment on this place').fill('Which bread is it?')
  await page.getByText('About page 4.').waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const said = page.getByRole('region', { name: 'Comments' })
  await said.getByRole('link', { name: 'Soup' }).waitFor()
  await page.getByRole('button', { name: 'Soup: go to pages 3–4' }).click()
  await page.getByText('Page 3 of 4').waitFor()
  await said.getByRole('button', { name: 'page 4' }).click()
  await page.getByText('Page 4 of 4').waitFor()

  const cook = await Person.come(browser, s.server, s.cook, { scheme: 'dark', ...phone })
  await cook.open(`/deliveries/${s.soup}`)
  await said.getByRole('button', { name: 'Tell Soup' }).click()
  const heard = cook.page.getByRole('region', { name: 'What is said about it' })
  await heard.getByText('Which bread is it?').waitFor()
  await heard.getByRole('button', { name: 'page 2' }).click()
  await cook.page.getByText('Page 2 of 2').waitFor()
  expect([...producer.faults, ...cook.faults]).toEqual([])
  await cook.leave()
  await producer.leave()
})

test('a comment on a line or a file finds who wrote it', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'dark', ...phone })
  const page = producer.page
  await producer.open(`/projects/${s.letters}/so-far`)
  await page.getByText('From up here one sees who comes back.').waitFor()
  const toKnow = page.getByRole('region', { name: 'What to know of it' })
  await toKnow.getByText('Pictures were left out').waitFor()
  await toKnow.getByText('"hill.md" of "second" has 1 pictures; they are in no md or epub').waitFor()
  await producer.shot(s.shots, 'so-far-remarks')
  await page.getByRole('button', { name: 'line 7' }).click()
  await page.getByRole('heading', { name: 'Who wrote line 7?' }).waitFor()
  await page.getByLabel('Comment on this place').fill('Who is it that comes?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const said = page.getByRole('region', { name: 'Comments' })
  await said.getByRole('link', { name: 'Second letter' }).waitFor()
  await said.getByRole('button', { name: 'line 7' }).waitFor()
  await said.getByRole('button', { name: 'Tell Second letter', exact: true }).waitFor() // its own line is known

  await page.getByText('File or folder', { exact: true }).click()
  await page.getByLabel('Comment on this place').fill('This chapter is too short.')
  await page.getByText('Choose a place first.').waitFor()
  expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
  await page.getByRole('combobox', { name: 'File or folder' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('heading', { name: /^Who is this in .*xhtml/ }).waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await said.getByRole('button', { name: /xhtml/ }).waitFor()
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('somebody is pointed to in a film of many, by hand and by numbers', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  const page = producer.page
  await producer.open(`/projects/${s.choir}/so-far`)
  const alto = page.getByRole('region', { name: /^Who is this/ }).getByRole('listitem')
  await alto.getByRole('link', { name: /Alto/ }).waitFor()
  expect(await alto.getAttribute('data-now')).toBe('true') // at its beginning both sing
  await page.getByRole('button', { name: 'Point to it' }).click()
  const sheet = page.getByRole('img', { name: 'What is marked' })
  await sheet.scrollIntoViewIfNeeded()
  const box = await sheet.boundingBox()
  if (!box) throw new Error('there is nothing to point to')
  await page.mouse.click(box.x + box.width * 0.9, box.y + box.height * 0.5) // the tenor, who is missing
  await expect.poll(() => alto.getAttribute('data-now')).toBeNull()
  expect(await page.getByLabel('From the left').inputValue()).toBe('90')
  await page.getByLabel('From the left').fill('10')
  await expect.poll(() => alto.getAttribute('data-now')).toBe('true')
  await producer.shot(s.shots, 'so-far-choir')
  await page.getByLabel('Comment on this moment').fill('Who looks away here?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const said = page.getByRole('region', { name: 'Comments' })
  await said.getByRole('button', { name: /a point of the picture/ }).waitFor()
  await said.getByRole('button', { name: 'Tell Alto', exact: true }).waitFor()
  await page.getByRole('button', { name: 'No point' }).click()
  expect(await page.getByLabel('From the left').inputValue()).toBe('')
  expect(producer.faults).toEqual([])
  await producer.leave()
})
