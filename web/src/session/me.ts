import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { api, ask, type Me, type Problem } from '../contract/client'
import { keepToken, pastedToken } from './token'

/** Asks who speaks; a refusal means that nobody is signed in. */
export function useWhoSpeaks() {
  return useQuery<Me, Problem>({ queryKey: ['me'], queryFn: () => ask(api.GET('/api/v1/me')), staleTime: 5 * 60_000 })
}

export const MeContext = createContext<Me | null>(null)

/** The person who is signed in. Pages are shown to nobody else. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('a page was shown to nobody')
  return me
}

/** Forgets who speaks and all that they have seen. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await import('../profile/push').then((push) => push.leaveBrowser()).catch(() => undefined)
    if (pastedToken()) keepToken('')
    else await api.POST('/api/v1/sign-out').catch(() => undefined) // without an answer the page comes back signed in
    queries.clear()
    window.location.reload()
  }
}

export function is(me: Me, role: Me['roles'][number]): boolean {
  return me.roles.includes(role)
}
