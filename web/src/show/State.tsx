import { useTranslation } from 'react-i18next'
import type { Delivery, Project, SubGig } from '../contract/client'
import classes from './show.module.css'

export type AnyState = SubGig['state'] | Project['state'] | Delivery['state']

/** A state in words, on its colour. */
export function State({ state }: { state: AnyState }) {
  const { t } = useTranslation()
  return (
    <span className={classes.state} data-state={state}>
      {t(`state.${state}`)}
    </span>
  )
}
