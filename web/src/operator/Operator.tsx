import { Link, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Problem } from '../contract/client'
import { is, useMe } from '../session/me'
import { Column } from '../show/Column'
import { PageHead } from '../show/Page'
import { Failed } from '../show/States'
import classes from './Operator.module.css'

/** The parts of the instance that somebody looks after, and who may see them. */
const parts = [
  { to: '/operator', word: 'queue', auditor: true },
  { to: '/operator/disputes', word: 'disputes', auditor: true },
  { to: '/operator/people', word: 'people', auditor: true },
  { to: '/operator/webhooks', word: 'webhooks', auditor: false },
  { to: '/operator/mail', word: 'mail', auditor: false },
  { to: '/operator/audit', word: 'audit', auditor: true },
  { to: '/operator/health', word: 'health', auditor: true },
] as const

/** What runs the instance: for its operators, and its auditors as far as they look. */
export function Operator() {
  const { t } = useTranslation()
  const me = useMe()
  const runs = is(me, 'operator')
  if (!runs && !is(me, 'auditor')) return <Failed problem={new Problem('forbidden', '')} />
  return (
    <Column>
      <PageHead title={t('nav.operator')} />
      <nav aria-label={t('operator.parts')} className={classes.parts}>
        {parts
          .filter((part) => runs || part.auditor)
          .map((part) => (
            <Link
              key={part.to}
              to={part.to}
              className={classes.part}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              {t(`operator.${part.word}`)}
            </Link>
          ))}
      </nav>
      <Outlet />
    </Column>
  )
}
