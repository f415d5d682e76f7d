import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { every } from './every'
import { desktop, launch, Person, phone, stage } from './stage'
import { Heard } from './words'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const pages = every(s)

/** Both schemes and both sizes are judged; the other two only have their pictures taken. */
const looks = [
  { scheme: 'light', size: 'desktop', judged: true, ...desktop },
  { scheme: 'dark', size: 'desktop', judged: false, ...desktop },
  { scheme: 'light', size: 'phone', judged: false, ...phone },
  { scheme: 'dark', size: 'phone', judged: true, ...phone },
] as const

test.each(pages)('$name is open to everybody', async ({ name, path, token }) => {
  const person = await Person.come(browser, s.server, token, looks[0])
  try {
    if (name === 'no-permission')
      await person.page.goto(s.server + path).then(() => person.page.getByRole('alert').waitFor())
    else if (name === 'lost')
      await person.page.goto(s.server + path).then(() => person.page.getByText('No such page').waitFor())
    else await person.open(path)
    for (const { scheme, size, judged, ...viewport } of s.shots ? looks : looks.filter((look) => look.judged)) {
      await person.page.emulateMedia({ colorScheme: scheme })
      await person.page.setViewportSize(viewport)
      await person.settled()
      await person.shot(s.shots, `${name}-${size}-${scheme}`)
      if (judged) expect(await violations(person.page), `${name} at ${size} in ${scheme}`).toEqual([])
      const wide = await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wide, `${name} at ${size} is wider than its window`).toBeLessThanOrEqual(0)
    }
    // A refused request is told by the console itself; nothing else is.
    expect(person.faults.filter((fault) => !/status of (401|404)/.test(fault))).toEqual([])
  } finally {
    await person.leave()
  }
})

/** What keeps somebody out, by axe. */
async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('\n  ')}`,
  )
}

describe('in the pseudo-language', () => {
  test.each(pages)(
    '$name says nothing that is not in the words, and fits from right to left',
    async ({ name, path, token }) => {
      const person = await Person.come(browser, s.server, token, { scheme: 'light', ...phone })
      try {
        await person.context.addInitScript(() => localStorage.setItem('tutti-language', 'ar-XB'))
        const heard = new Heard(person.page, /webhooks|programs|audit|health/.test(name))
        await person.page.goto(s.server + path)
        await person.page.locator('h1, [role=alert]').first().waitFor()
        await person.page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
        expect(await person.page.evaluate(() => document.documentElement.dir)).toBe('rtl')
        await person.shot(s.shots, `${name}-pseudo`)
        expect(await heard.unworded(person.page), name).toEqual([])
        const wide = await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(wide, `${name} is wider than its window`).toBeLessThanOrEqual(0)
      } finally {
        await person.leave()
      }
    },
  )
})

test.each(['de', 'es', 'ar'])('a reader of %s is spoken to, from the sign-in on, and can change it', async (tag) => {
  const person = await Person.come(browser, s.server, '', { scheme: 'light', ...phone })
  try {
    await person.page.goto(s.server)
    await person.page.locator(`button[lang=${tag}]`).click()
    await person.page.locator(`html[lang=${tag}]`).waitFor()
    await person.page.evaluate((kept) => sessionStorage.setItem('tutti-token', kept), s.producer)
    await person.page.reload()
    await person.page.getByRole('heading', { level: 1 }).waitFor()
    expect(await person.page.evaluate(() => document.documentElement.lang)).toBe(tag)
    await person.shot(s.shots, `home-${tag}`)
    await person.page.getByRole('banner').getByRole('button').last().click()
    await person.page.getByRole('menuitem', { name: 'English' }).click()
    await person.page.locator('html[lang=en][dir=ltr]').waitFor()
    await person.page.getByRole('heading', { name: /^Hello/ }).waitFor()
  } finally {
    await person.leave()
  }
})
