// The words that a first visit does not need: those of pages that are fetched later. Each language has a file of them in
// more/, beside its first words; one that has none yet says them in English.
import i18next from 'i18next'
import { pseudo } from './pseudo'

const files = import.meta.glob<object>('./more/*.json', { import: 'default' })

const known = new Set<string>()

/** Learns the later words of a language, once. */
async function learn(tag: string): Promise<void> {
  if (known.has(tag)) return
  const own = files[`./more/${tag}.json`]
  const words = await (own ?? files['./more/en.json'])?.()
  i18next.addResourceBundle(tag, 'words', tag === 'ar-XB' ? pseudo(words) : words, true, true)
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
