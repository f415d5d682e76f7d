import { useTranslation } from 'react-i18next'
import { is, useMe } from '../session/me'
import type { Found } from './find'

/** The pages that the reader can go to from anywhere. */
export function usePages(): Found[] {
  const { t } = useTranslation()
  const me = useMe()
  const page = (to: string, title: string): Found => ({ kind: 'page', id: to, title, to })
  const runs = is(me, 'operator')
  const looks = runs || is(me, 'auditor')
  const pages = [page('/', t('nav.home')), page('/notices', t('nav.notices')), page('/profile', t('nav.profile'))]
  if (runs || is(me, 'buyer')) pages.push(page('/launch', t('nav.launch')))
  if (looks || is(me, 'buyer') || is(me, 'producer')) pages.push(page('/roster', t('nav.roster')))
  if (is(me, 'seller')) pages.push(page('/calls', t('nav.calls')), page('/offers', t('nav.offers')))
  pages.push(page('/statements', t('nav.statements')), page('/programs', t('nav.programs')))
  if (looks) {
    pages.push(page('/operator', t('operator.queue')), page('/operator/disputes', t('operator.disputes')))
    pages.push(page('/operator/people', t('operator.people')), page('/operator/audit', t('operator.audit')))
    pages.push(page('/operator/health', t('operator.health')))
  }
  if (runs) pages.push(page('/operator/webhooks', t('operator.webhooks')), page('/operator/mail', t('operator.mail')))
  return pages
}
