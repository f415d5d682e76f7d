import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fromNow, fully, useNow } from '../words/time'
import { Icon } from './icons'
import classes from './show.module.css'

/** When a clock runs out, with colour when that is soon or past; the moment itself on a touch. */
export function Clock({ due, stopped, overdue }: { due?: string; stopped?: boolean; overdue?: boolean }) {
  const { t } = useTranslation()
  const now = useNow()
  if (stopped) {
    return (
      <span className={classes.clock}>
        <Icon name="pause" size={14} /> {t('clock.stopped')}
      </span>
    )
  }
  if (!due) return null
  const left = new Date(due).getTime() - now.getTime()
  const mood = overdue || left < 0 ? 'past' : left < 12 * 3600_000 ? 'soon' : undefined
  return (
    <Tooltip label={fully(due)} openDelay={300}>
      <time className={classes.clock} dateTime={due} data-mood={mood}>
        <Icon name="clock" size={14} /> {fromNow(due, now)}
      </time>
    </Tooltip>
  )
}
