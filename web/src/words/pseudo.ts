/** Puts every text between brackets and leaves what is filled in as it is. */
export function pseudo<T>(words: T): T {
  if (typeof words === 'string') return `⟦${words}⟧` as T
  return Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, pseudo(value)])) as T
}
