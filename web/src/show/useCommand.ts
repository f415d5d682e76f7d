import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { newKey, type Problem } from '../contract/client'

/**
 * Sends a command under one key until the server has answered it, so that pressing again after a cut does it once. What
 * keys name is read again afterwards, on the page where it leads; a problem stays with the caller to show.
 */
export function useCommand<In, Out>(
  send: (input: In, key: string) => Promise<Out>,
  after: { stale: readonly unknown[][]; done?: string; leads?: () => Promise<void> },
) {
  const queries = useQueryClient()
  const pending = useRef<{ input: string; key: string } | null>(null)
  return useMutation<Out, Problem, In>({
    mutationFn: (input) => {
      const text = JSON.stringify(input) ?? ''
      if (pending.current?.input !== text) pending.current = { input: text, key: newKey() }
      return send(input, pending.current.key)
    },
    onSuccess: () => {
      pending.current = null
      if (after.done) notifications.show({ message: after.done, color: 'teal' })
      return after.leads?.()
    },
    onError: (problem) => {
      if (!problem.passes) pending.current = null // it was judged, and the next try is another command
    },
    onSettled: () => Promise.all(after.stale.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
}
