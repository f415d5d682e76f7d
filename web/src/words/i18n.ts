// The words of the pages. English is complete and comes with them; another language is a file beside en.json, listed here.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './en.json'
import { pseudo } from './pseudo'

export type Words = typeof en

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: Words }
  }
}

/** The languages there are, by tag, each with its own name. */
export const languages: Record<string, { name: string; load: () => Promise<Words> }> = {
  en: { name: 'English', load: async () => en },
}

/** Not a language: every word that is translated stands between brackets, right to left. It finds the words that are not. */
export const pseudoTag = 'ar-XB'

const place = 'tutti-language'

function wanted(): string {
  const kept = localStorage.getItem(place)
  if (kept && (kept in languages || kept === pseudoTag)) return kept
  return navigator.languages.map((tag) => tag.split('-')[0] ?? '').find((tag) => tag in languages) ?? 'en'
}

/** Begins to speak the reader's language. */
export async function speak(tag = wanted()): Promise<void> {
  const words = tag === pseudoTag ? pseudo(en) : await (languages[tag] ?? languages.en)?.load()
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: tag,
      fallbackLng: 'en',
      ns: ['words'],
      defaultNS: 'words',
      resources: { en: { words: en } },
      interpolation: { escapeValue: false }, // React escapes
      returnNull: false,
    })
  }
  i18next.addResourceBundle(tag, 'words', words, true, true)
  await i18next.changeLanguage(tag)
  document.documentElement.lang = tag
  document.documentElement.dir = direction(tag)
}

export function keepLanguage(tag: string): Promise<void> {
  localStorage.setItem(place, tag)
  return speak(tag)
}

export function direction(tag: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(tag) ? 'rtl' : 'ltr'
}
