import type { ReactNode } from 'react'
import type { Message } from '../contract/client'
import classes from './Room.module.css'
import type { Thread } from './room'

type Props = { label: string; list: Thread[]; one: (message: Message) => ReactNode }

/** What was said, each thing with the answers to it below. */
export function Threads({ label, list, one }: Props) {
  return (
    <ol className={classes.talk} aria-label={label}>
      {list.map((thread) => (
        <li key={thread.head.id}>
          {one(thread.head)}
          {thread.answers.length > 0 && (
            <ol className={classes.answers}>
              {thread.answers.map((message) => (
                <li key={message.id}>{one(message)}</li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  )
}
