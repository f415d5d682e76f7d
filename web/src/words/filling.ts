// How that is written which is filled into a sentence.
import type { FormatterModule } from 'i18next'
import { locale } from './locale'

const isolate = { from: '\u2068', to: '\u2069' }

/** Numbers as the reader writes them. In a sentence from right to left a name keeps its own direction. */
function filled(value: unknown, _format?: string, language?: string): string {
  if (typeof value === 'number') return new Intl.NumberFormat(locale()).format(value)
  const text = String(value ?? '')
  return language?.startsWith('ar') && text ? isolate.from + text + isolate.to : text
}

export const filling: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  format: filled,
  add: () => undefined,
  addCached: () => undefined,
}
