import type { Problem as ProblemDocument, ProblemField } from './schema'

export type ProblemCode = ProblemDocument['code'] | 'offline'

/** What went wrong, as the server told it; `offline` when no answer came at all. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly fields: ProblemField[]
  readonly requestID: string

  constructor(code: ProblemCode, detail: string, fields: ProblemField[] = [], requestID = '') {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.fields = fields
    this.requestID = requestID
  }

  /** Whether the same may work in a moment. */
  get passes(): boolean {
    return this.code === 'offline' || this.code === 'unavailable' || this.code === 'limited'
  }
}

/** Makes a Problem of whatever was thrown or answered. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof Problem) return cause
  if (isDocument(cause)) {
    return new Problem(cause.code, cause.detail ?? cause.title, cause.fields ?? [], cause.request_id ?? '')
  }
  if (cause instanceof TypeError) return new Problem('offline', '')
  return new Problem('internal', cause instanceof Error ? cause.message : '')
}

/** Whether it is a problem document of the server. */
export function isDocument(cause: unknown): cause is ProblemDocument {
  return typeof cause === 'object' && cause !== null && 'code' in cause && 'status' in cause
}
