import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Review } from '../contract/client'
import { moment } from '../words/time'
import classes from './Delivery.module.css'
import { Where } from './Findings'

/** A decided review: what is to change, each with the item of the brief it is about. */
export function Notes({ review, brief, go }: { review: Review; brief: string[]; go?: (seconds: number) => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.review}>
      <Text fw={600} size="sm">
        {t(`review.decided.${review.decision}`)}{' '}
        <Text span size="sm" c="dimmed" fw={400}>
          {moment(review.created_at)}
        </Text>
      </Text>
      {review.notes.length > 0 && (
        <ol className={classes.notes}>
          {review.notes.map((note) => (
            <li key={`${note.brief_item} ${note.from_seconds} ${note.text}`}>
              {note.text} <Where from={note.from_seconds} to={note.to_seconds} go={go} />
              {note.brief_item ? (
                <div className={classes.cited}>
                  {t('review.cites', { item: note.brief_item, words: brief[note.brief_item - 1] ?? '' })}
                </div>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
