/** A row of a text, a table or subtitles, as it is read. What it says besides stands in `aside`. */
export type Row = { text: string; aside?: string }

/** The types of files whose rows can be told apart here. */
export function readsRows(type: string): boolean {
  return reader(type) !== undefined
}

/** The rows of a file in their order, counted as the server counts them. */
export function rowsOf(text: string, type: string): Row[] {
  return reader(type)?.(text.replace(/^\uFEFF/, '')) ?? []
}

function reader(type: string): ((text: string) => Row[]) | undefined {
  const [name = ''] = type.split(';')
  return {
    'text/markdown': lines,
    'text/plain': lines,
    'text/csv': table,
    'application/jsonl': objects,
    'application/x-subrip': cues,
    'text/vtt': cues,
  }[name]
}

function lines(text: string): Row[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ({ text: line.replace(/\r$/, '') }))
}

function objects(text: string): Row[] {
  return lines(text).filter((line) => line.text.trim() !== '')
}

/** Each row under the names of its columns: a wide table would not fit on a phone. */
function table(text: string): Row[] {
  const [head, ...rows] = cells(text)
  return rows.map((row) => ({ text: row.map((cell, at) => `${head?.[at] ?? at + 1}: ${cell}`).join('\n') }))
}

/** The cells of a CSV. Its head says what separates them. */
function cells(text: string): string[][] {
  const head = text.slice(0, text.indexOf('\n') + 1 || text.length)
  const by = [',', ';', '\t'].reduce((most, one) => (head.split(one).length > head.split(most).length ? one : most))
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const close = () => {
    row.push(cell.replace(/\r$/, ''))
    if (row.length > 1 || row[0] !== '') rows.push(row) // blank lines are no rows
    row = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === by) {
      row.push(cell)
      cell = ''
    } else if (letter === '\n') close()
    else cell += letter
  }
  if (cell || row.length) close()
  return rows
}

/** Blocks with times in their first or second line; whatever else stands in the file is no cue. */
function cues(text: string): Row[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .flatMap((block) => {
      const said = block.split('\n').filter((line) => line.trim() !== '')
      const at = said.findIndex((line) => line.includes('-->'))
      if (at < 0 || at > 1) return []
      return [{ text: said.slice(at + 1).join('\n'), aside: said[at]?.trim() }]
    })
}
