import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Notice } from '../show/States'

/** An address that is no page. */
export function Lost() {
  const { t } = useTranslation()
  return (
    <Notice icon="question" title={t('lost.title')} words={t('lost.words')} whole>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{t('nav.home')}</Button>
    </Notice>
  )
}
