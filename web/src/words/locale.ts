import i18next from 'i18next'

/** How the reader writes dates and numbers: their own variety of the language that the pages speak. */
export function locale(): string {
  const base = (tag: string) => tag.split('-')[0]
  const own: readonly string[] = globalThis.navigator?.languages ?? []
  return own.find((tag) => base(tag) === base(i18next.language)) ?? i18next.language
}
