import { useQuery } from '@tanstack/react-query'
import { api, ask, type Problem } from '../contract/client'
import { type Sheets, sheets } from './sheets'

/** Whose money a statement is about: the reader's own as a seller, or that of a project. */
export type Whose = { project?: string; month: string }

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
