import type { Problem } from '../contract/problem'

/**
 * How a problem is told in a language. The server says what is wrong and where in English; readers of other languages are told
 * first in theirs what kind of problem it is.
 */
export function told(problem: Problem, language: string): { general: boolean; detail: string } {
  // What broke inside is for whoever reads the log; the request's name, which is told beside it, leads there.
  if (problem.code === 'internal' && problem.requestID) return { general: true, detail: '' }
  const english = language.split('-')[0] === 'en'
  return { general: !problem.message || !english, detail: problem.message }
}
