import { useQuery } from '@tanstack/react-query'
import { api, ask, type Problem } from '../contract/client'
import { readCSV } from './csv'

/** Whose money a statement is about: the reader's own as a seller, or that of a project. */
export type Whose = { project?: string; month: string }

/** A month as the server writes it, with the amounts as decimals. */
export type Line = { date: string; kind: string; project: string; about: string; change: string; balance: string }

export type Sheets = { currency: string; lines: Line[] }[]

/** Gives a statement as a file. */
export function statementFile(of: Whose, format: 'pdf' | 'csv'): Promise<Blob> {
  const query = { month: of.month, format }
  if (of.project)
    return ask<unknown>(
      api.GET('/api/v1/projects/{id}/statement', { params: { path: { id: of.project }, query }, parseAs: 'blob' }),
    ) as Promise<Blob>
  return ask<unknown>(api.GET('/api/v1/me/statement', { params: { query }, parseAs: 'blob' })) as Promise<Blob>
}

/** Reads a statement, one sheet for each currency. */
export function useStatement(of: Whose) {
  return useQuery<Sheets, Problem>({
    queryKey: ['statement', of.project ?? '', of.month],
    queryFn: async () => sheets(await (await statementFile(of, 'csv')).text()),
  })
}

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
