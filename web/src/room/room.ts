import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import {
  all,
  api,
  ask,
  type Brief,
  type Message,
  type MessageList,
  type Problem,
  type RoomList,
  type Speaker,
} from '../contract/client'

const atOnce = 50

/** The rooms of a project that the reader is in, and how other sellers see them there. */
export function useRooms(projectID: string) {
  return useQuery<RoomList, Problem>({
    queryKey: ['project', projectID, 'rooms'],
    queryFn: () => ask(api.GET('/api/v1/projects/{id}/rooms', { params: { path: { id: projectID } } })),
  })
}

/** What was said in a room, in parts, each older than the one before. */
export function useTalk(projectID: string, room: string) {
  return useInfiniteQuery<MessageList, Problem, { pages: MessageList[] }, unknown[], string | undefined>({
    queryKey: ['project', projectID, 'rooms', room, 'messages'],
    initialPageParam: undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/projects/{id}/rooms/{room}/messages', {
          params: { path: { id: projectID, room }, query: { cursor: pageParam, limit: atOnce } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  })
}

/** Everybody who is in a room, by the names that the reader may know. */
export function useSpeakers(projectID: string, room: string) {
  return useQuery<Speaker[], Problem>({
    queryKey: ['project', projectID, 'rooms', room, 'members'],
    queryFn: async () => {
      const list = await all<Speaker>(
        (cursor) =>
          ask(
            api.GET('/api/v1/projects/{id}/rooms/{room}/members', {
              params: { path: { id: projectID, room }, query: { cursor, limit: 200 } },
            }),
          ),
        20,
      )
      return list.items
    },
  })
}

/** The brief of a sub-gig with the answers that were added to it. */
export function useBrief(subGigID: string) {
  return useQuery<Brief, Problem>({
    queryKey: ['sub-gig', subGigID, 'brief'],
    queryFn: () => ask(api.GET('/api/v1/sub-gigs/{id}/brief', { params: { path: { id: subGigID } } })),
  })
}

/** A message with the answers to it that are shown below it. */
export type Thread = { head: Message; answers: Message[] }

/** Puts answers below what they answer, everything oldest first. An answer whose beginning is not there yet stands alone. */
export function threads(newestFirst: Message[]): Thread[] {
  const out: Thread[] = []
  const byHead = new Map<string, Thread>()
  for (const message of [...newestFirst].reverse()) {
    const thread = message.reply_to ? byHead.get(message.reply_to) : undefined
    if (thread) {
      thread.answers.push(message)
      continue
    }
    const begun = { head: message, answers: [] }
    byHead.set(message.id, begun)
    out.push(begun)
  }
  return out
}
