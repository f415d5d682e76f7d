import { Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Review.module.css'
import { roomKeys } from './useKeys'

/** What keys do in the review room. */
export function Keys() {
  const { t } = useTranslation()
  return (
    <ul className={classes.keys}>
      {roomKeys.map((name) => (
        <li key={name}>
          <Kbd>{t(`keys.${name}.key`)}</Kbd> {t(`keys.${name}.does`)}
        </li>
      ))}
    </ul>
  )
}
