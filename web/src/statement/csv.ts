/** Reads a CSV file: one object for each line behind the first, by the names in the first. */
export function readCSV(text: string): Record<string, string>[] {
  const [head, ...lines] = cells(text)
  if (!head) return []
  return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ''])))
}

function cells(text: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === ',') {
      line.push(cell)
      cell = ''
    } else if (letter === '\n') {
      lines.push([...line, cell.replace(/\r$/, '')])
      line = []
      cell = ''
    } else cell += letter
  }
  if (cell || line.length) lines.push([...line, cell])
  return lines
}
