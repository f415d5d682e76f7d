// The words of the pages. A browser fetches the one language that its reader wants; each is a file beside en.json.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type en from './en.json'
import { filling } from './filling'
import { pseudo } from './pseudo'

/** English names every key; words.test.ts holds the other languages to it. */
export type Words = typeof en

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: Words }
  }
}

/** The languages there are, by tag, each with its own name. */
export const languages: Record<string, { name: string; load: () => Promise<{ default: object }> }> = {
  en: { name: 'English', load: () => import('./en.json') },
  de: { name: 'Deutsch', load: () => import('./de.json') },
  es: { name: 'Español', load: () => import('./es.json') },
  ar: { name: 'العربية', load: () => import('./ar.json') },
}

/** Not a language: English that is marked and set from right to left. It finds the words that are not translated. */
export const pseudoTag = 'ar-XB'

const place = 'tutti-language'

/**
 * The language that was chosen in this browser, else the one that the reader chose anywhere, else the best of their profile,
 * else the best of the browser's.
 */
function wanted(profile: readonly string[] = [], chosen = ''): string {
  const kept = localStorage.getItem(place)
  if (kept && (kept in languages || kept === pseudoTag)) return kept
  if (chosen in languages) return chosen
  const bases = [...profile, ...navigator.languages].map((tag) => tag.split('-')[0] ?? '')
  return bases.find((tag) => tag in languages) ?? 'en'
}

async function wordsOf(tag: string): Promise<object> {
  if (tag === pseudoTag) return pseudo((await import('./en.json')).default)
  const known = languages[tag]
  if (!known) throw new Error(`there are no words in ${tag}`)
  return (await known.load()).default
}

/** Begins to speak the reader's language, or another one. */
export async function speak(tag = wanted()): Promise<void> {
  if (tag === i18next.language) return
  const words = await wordsOf(tag)
  if (i18next.isInitialized) {
    i18next.addResourceBundle(tag, 'words', words)
    await i18next.changeLanguage(tag)
  } else {
    await i18next
      .use(initReactI18next)
      .use(filling)
      .init({
        lng: tag,
        fallbackLng: false, // every language is complete
        ns: ['words'],
        defaultNS: 'words',
        resources: { [tag]: { words } },
        interpolation: { escapeValue: false, alwaysFormat: true }, // React escapes
        returnNull: false,
      })
  }
  document.documentElement.lang = tag
  document.documentElement.dir = direction(tag)
}

/** Speaks to somebody who has chosen a language elsewhere, or whose profile names some, unless one was chosen in this browser. */
export function speakTo(profile: readonly string[] | undefined, chosen?: string): Promise<void> {
  return speak(wanted(profile, chosen))
}

/** Speaks a language that the reader chose, from now on in this browser. */
export async function keepLanguage(tag: string): Promise<void> {
  await speak(tag)
  localStorage.setItem(place, tag)
}

export function direction(tag: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(tag) ? 'rtl' : 'ltr'
}
