import { ActionIcon, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Where } from '../delivery/Findings'
import { Icon } from '../show/icons'
import { Card } from '../show/Page'
import type { Said } from './notes'
import classes from './Review.module.css'

type Props = { said: Said[]; chosen: number; choose: (at: number) => void; drop?: (id: string) => void }

/** Every note about the work in one list: what was asked for before, and what waits to be. */
export function NoteList({ said, chosen, choose, drop }: Props) {
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (chosen >= 0) list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  if (said.length === 0) return null
  return (
    <Card title={t('room.notes')}>
      <ol ref={list} className={classes.notes}>
        {said.map(({ note, version, waits }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may be written twice
          <li key={at} className={classes.note} aria-current={chosen === at || undefined}>
            <div className={classes.noteText}>
              {note.text}{' '}
              <Where
                from={note.from_seconds}
                to={note.to_seconds}
                page={note.page}
                row={note.row}
                go={() => choose(at)}
              />
              {(note.page || note.drawing) && (
                <button type="button" className={classes.look} onClick={() => choose(at)}>
                  {t('room.look')}
                </button>
              )}
              <Text size="sm" c="dimmed" component="div">
                {waits ? `${waits.author.name} · ${t('room.draft')}` : t('room.asked', { version })}
                {note.brief_item ? ` · ${t('review.item', { item: note.brief_item })}` : ''}
              </Text>
            </div>
            {waits && drop && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('review.drop', { text: note.text })}
                onClick={() => drop(waits.id)}
              >
                <Icon name="cross" size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
