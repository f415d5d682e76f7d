// Measures how soon pages can be used, for bench/browser, which says which and reads the answer from the standard output.
// Each number is a median of several visits by browsers that have nothing in their caches, in seconds.
import { chromium } from 'playwright-core'

const asked = JSON.parse(process.env.TUTTI_MEASURE ?? '{}')
const visits = 5

const browser = await chromium.launch({
  executablePath: process.env.TUTTI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
})
const out = []
try {
  await visit(asked.pages[0]) // the first page of a browser pays for its start
  for (const page of asked.pages) {
    const seen = []
    for (let i = 0; i < visits; i++) seen.push(await visit(page))
    const bare = []
    for (let i = 0; i < visits; i++) bare.push(await visitBare(seen[0].picture))
    out.push({
      ours: median(seen.map((one) => one.ours)),
      first: median(seen.map((one) => one.first)),
      react: median(seen.map((one) => one.react)),
      bare: median(bare),
    })
  }
} finally {
  await browser.close()
}
console.log(JSON.stringify(out))

function median(list) {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] / 1000
}

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(120_000)
  await context.addInitScript((token) => sessionStorage.setItem('tutti-token', token), asked.token)
  return context.newPage()
}

/** Opens a page as it is, waits until all of it is there, and does something with it. */
async function visit({ path, cards, lanes }) {
  const page = await newPage()
  try {
    await page.goto(asked.server + path, { waitUntil: 'commit' })
    const first = cards ? '[data-card]' : 'canvas'
    await page.waitForSelector(first)
    const firstAt = await page.evaluate(() => performance.now())
    if (cards) await page.waitForFunction(allCards, cards)
    else {
      await page.getByText('In the mix', { exact: true }).click()
      await page.waitForFunction(allLanes, lanes)
    }
    const ours = await page.evaluate(idle)
    const picture = await page.evaluate(asHTML)
    return { ours, first: firstAt, react: await reaction(page, cards), picture }
  } finally {
    await page.context().close()
  }
}

/** Opens the picture of a page as one file of HTML that runs nothing. */
async function visitBare(html) {
  const page = await newPage()
  try {
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
    await page.goto(`${asked.server}/bare`, { waitUntil: 'load' })
    return await page.evaluate(idle)
  } finally {
    await page.context().close()
  }
}

/** What a key or a press costs until the browser has drawn the answer, by its own Event Timing. */
async function reaction(page, cards) {
  await page.evaluate(() => {
    window.reactions = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.reactions.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16 })
  })
  if (cards) await page.getByRole('textbox').first().press('7')
  else await page.getByRole('button', { name: 'Look closer' }).click()
  await page.waitForTimeout(1000) // entries come after the drawing, in their own time
  return page.evaluate(() => Math.max(16, ...window.reactions))
}

function allCards(wanted) {
  const counts = [...document.querySelectorAll('section[data-state] h2 > span')]
  return counts.reduce((sum, one) => sum + Number.parseInt(one.textContent, 10), 0) >= wanted
}

/** Every lane has its head, and its wave has been fetched: from the store, which signs its addresses. */
function allLanes(wanted) {
  const fetched = performance
    .getEntriesByType('resource')
    .filter((one) => one.initiatorType === 'fetch' && one.name.includes('X-Amz-Signature') && one.responseEnd > 0)
  return document.querySelectorAll('ul[aria-label="What sounds"] > li').length >= wanted && fetched.length >= wanted
}

/** The moment at which the browser has drawn and has nothing more to do, in milliseconds since the page was asked for. */
function idle() {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestIdleCallback(() => resolve(performance.now()), { timeout: 30_000 })),
  )
}

/** The page as it stands, with its styles and without its programs. */
function asHTML() {
  const styles = [...document.styleSheets].map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('\n'))
  const canvases = [...document.querySelectorAll('canvas')].map((one) => one.toDataURL())
  const copy = document.documentElement.cloneNode(true)
  for (const one of copy.querySelectorAll('script, link, style, base')) one.remove()
  for (const [at, one] of [...copy.querySelectorAll('canvas')].entries()) {
    const image = document.createElement('img')
    image.src = canvases[at]
    image.className = one.className
    image.style.cssText = one.style.cssText
    one.replaceWith(image)
  }
  const style = document.createElement('style')
  style.textContent = styles.join('\n')
  copy.querySelector('head').append(style)
  return `<!doctype html>${copy.outerHTML}`
}
