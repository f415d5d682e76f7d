import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Licence } from '../contract/client'
import classes from './Offer.module.css'

/** What may be done with the work: the name of the licence, and its words behind it. */
export function LicenceText({ licence }: { licence: Licence }) {
  const { t } = useTranslation()
  const name = (
    <Text size="sm" fw={600} component="span">
      {t('rights.licence', { name: licence.name })}
    </Text>
  )
  if (!licence.text) return <div>{name}</div>
  return (
    <details className={classes.past}>
      <summary>{name}</summary>
      <Text size="sm" className={classes.words} dir="auto">
        {licence.text}
      </Text>
    </details>
  )
}
