import { ActionIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../show/icons'
import classes from './Bell.module.css'
import { useUnread } from './unread'

const shown = 99

/** How much one was told and has not read; leads to the notices. */
export function Bell() {
  const { t } = useTranslation()
  const unread = useUnread().data?.unread ?? 0
  return (
    <ActionIcon
      variant="default"
      size="lg"
      className={classes.bell}
      aria-label={unread ? t('nav.unread', { count: unread }) : t('nav.notices')}
      renderRoot={(props) => <Link to="/notices" {...props} />}
    >
      <Icon name="bell" />
      {unread > 0 && <span className={classes.count}>{unread > shown ? `${shown}+` : unread}</span>}
    </ActionIcon>
  )
}
