import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Artifact } from '../contract/client'
import { Card } from '../show/Page'
import { State } from '../show/State'
import classes from './Artifact.module.css'

/** Every sub-gig that is not in the result yet, for whom one waits, and for what. */
export function Missing({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslation()
  const missing = artifact.manifest?.missing ?? []
  return (
    <Card title={t('missing.title')}>
      {missing.length === 0 ? (
        <Text c="dimmed">{t('missing.none')}</Text>
      ) : (
        <ul className={classes.missing}>
          {missing.map((one) => (
            <li key={one.sub_gig_id}>
              <Link to="/sub-gigs/$subGigID" params={{ subGigID: one.sub_gig_id }} className={classes.whoName}>
                {one.title}
              </Link>
              {one.state && <State state={one.state as 'waiting'} />}
              {one.awaited && (
                <Text size="sm" c="dimmed" component="span">
                  {one.awaited}
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
