import { readCSV } from './csv'

/** A month as the server writes it, with the amounts as decimals. */
export type Line = { date: string; kind: string; project: string; about: string; change: string; balance: string }

export type Sheets = { currency: string; lines: Line[] }[]

/** Reads the file of a statement, one sheet for each currency. */
export function sheets(text: string): Sheets {
  const out: Sheets = []
  for (const row of readCSV(text)) {
    const currency = row.currency ?? ''
    let sheet = out.find((one) => one.currency === currency)
    if (!sheet) {
      sheet = { currency, lines: [] }
      out.push(sheet)
    }
    sheet.lines.push({
      date: row.date ?? '',
      kind: row.kind ?? '',
      project: row.project ?? '',
      about: row.sub_gig ?? '',
      change: row.change ?? '',
      balance: row.balance ?? '',
    })
  }
  return out
}

/** The last months, the newest first, as 2026-03. */
export function months(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, back) => {
    const month = new Date(now.getFullYear(), now.getMonth() - back, 1)
    return `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`
  })
}
