/** A fault of a plan, with its place in the text when the server names one. */
export type Fault = { line: number; column: number; path: string; message: string }

/** Reads the place out of a message, as in "line 3, column 5: is missing", or "line 3, column 5 (country): " of a table. */
export function faultOf(field: { path: string; message: string }): Fault {
  const found = /^line (\d+), column (\d+)(?: \(([^)]*)\))?: /.exec(field.message)
  if (!found) return { line: 0, column: 0, path: field.path, message: field.message }
  return {
    line: Number(found[1]),
    column: Number(found[2]),
    path: field.path,
    message: (found[3] ? `${found[3]}: ` : '') + field.message.slice(found[0].length),
  }
}

/** Where a line begins in a text, and where it ends. */
export function rangeOf(text: string, line: number): [number, number] {
  const lines = text.split('\n')
  const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  return [from, from + (lines[line - 1]?.length ?? 0)]
}
