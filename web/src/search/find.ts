/** Something that can be gone to. */
export type Found = {
  kind: 'page' | 'project' | 'subGig' | 'person'
  id: string
  title: string
  beside?: string
  to: string
}

/** What holds every word, those first whose title begins with them; at most so many. */
export function find(among: Found[], words: string, most: number): Found[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  const first = wanted[0]
  if (!first) return among.filter((one) => one.kind === 'page' || one.kind === 'project').slice(0, most)
  const hits = among.filter((one) => {
    const text = plain(`${one.title} ${one.beside ?? ''}`)
    return wanted.every((word) => text.includes(word))
  })
  const rank = (one: Found) => {
    const title = plain(one.title)
    if (title.startsWith(first)) return 0
    return title.includes(first) ? 1 : 2
  }
  return hits.sort((a, b) => rank(a) - rank(b)).slice(0, most)
}

/** Small letters without their marks, so that Malmo finds Malmö. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}
