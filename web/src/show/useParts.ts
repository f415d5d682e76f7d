import { useInfiniteQuery } from '@tanstack/react-query'
import type { Problem } from '../contract/client'

type Part<T> = { items: T[]; next?: string }

/** Reads a list that comes in parts, the first at once. */
export function useParts<T>(queryKey: unknown[], read: (cursor: string | undefined) => Promise<Part<T>>) {
  return useInfiniteQuery<Part<T>, Problem, T[], unknown[], string | undefined>({
    queryKey,
    initialPageParam: undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: (part) => part.next,
    select: (parts) => parts.pages.flatMap((part) => part.items),
  })
}
