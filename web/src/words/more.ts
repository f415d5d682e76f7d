// The words that a first visit does not need: those of pages that are fetched later. Each language has a file of them in
// more/, beside its first words; one that has none yet says them in English.
import i18next from 'i18next'
import { pseudo } from './pseudo'

const files = import.meta.glob<object>('./more/*.json', { import: 'default' })

const known = new Set<string>()

async function wordsOf(tag: string): Promise<object> {
  const own = files[`./more/${tag}.json`]
  if (own) return own()
  const english = (await files['./more/en.json']?.()) ?? {}
  return tag === 'ar-XB' ? pseudo(english) : inEveryForm(english)
}

/** Learns the later words of a language, once. */
async function learn(tag: string): Promise<void> {
  if (known.has(tag)) return
  i18next.addResourceBundle(tag, 'words', await wordsOf(tag), true, true)
  known.add(tag)
}

/** Learns a language's later words when those of another were needed already. */
export async function learnAgain(tag: string): Promise<void> {
  if (known.size > 0) await learn(tag)
}

/** Fetches a page and the words that it needs. */
export async function withWords<T>(page: Promise<T>): Promise<T> {
  const [found] = await Promise.all([page, learn(i18next.language)])
  return found
}

/** Gives plurals every form that any language asks for. */
export function inEveryForm(words: object): object {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(words)) {
    if (typeof value !== 'string') out[key] = inEveryForm(value)
    else out[key] = value
    if (key.endsWith('_other'))
      for (const form of ['zero', 'one', 'two', 'few', 'many']) out[key.replace(/other$/, form)] ??= value
  }
  return out
}
