// Fails when a first visit loads more JavaScript than it may: the entry, the Home page, all that these import at once, and the
// words of the language that has the longest.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const limit = 250 * 1024
const folder = new URL('dist/app/assets/', import.meta.url)
const names = readdirSync(folder)
const entry = /src="\.\/assets\/([^"]+\.js)"/.exec(readFileSync(new URL('../index.html', folder), 'utf8'))?.[1]
const home = names.find((name) => /^Home-.*\.js$/.test(name))
if (!entry || !home) throw new Error('there is no build to measure: run scripts/web')

const loaded = new Map()
function load(name) {
  if (loaded.has(name)) return
  const text = readFileSync(new URL(name, folder), 'utf8')
  loaded.set(name, gzipSync(text).length)
  for (const [, imported] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) load(imported)
}
load(entry)
load(home)
load(longestWords())

function longestWords() {
  const size = (name) => statSync(new URL(name, folder)).size
  const files = readdirSync(new URL('src/words/', import.meta.url)).filter((name) => /^[a-z]{2}\.json$/.test(name))
  const built = files.map((file) =>
    names.find((name) => name.startsWith(`${file.slice(0, 2)}-`) && name.endsWith('.js')),
  )
  if (built.includes(undefined))
    throw new Error('a language is not a file of its own in the build: every reader would load it')
  return built.reduce((longest, name) => (size(name) > size(longest) ? name : longest))
}

const sum = [...loaded.values()].reduce((a, b) => a + b, 0)
console.log(
  `web: a first visit loads ${(sum / 1024).toFixed(0)} KiB of JavaScript in ${loaded.size} files; ${limit / 1024} are allowed`,
)
if (sum > limit) {
  for (const [name, size] of loaded) console.log(`  ${(size / 1024).toFixed(1)} KiB ${name}`)
  process.exit(1)
}
