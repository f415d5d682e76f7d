import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { keepLanguage, languages } from './i18n'

/** The languages to change to, each with what does it. */
export function useLanguages(): { tag: string; name: string; choose: () => void }[] {
  const { t, i18n } = useTranslation()
  const failed = () => notifications.show({ message: t('problem.offline'), color: 'red' })
  return Object.entries(languages)
    .filter(([tag]) => tag !== i18n.language)
    .map(([tag, { name }]) => ({ tag, name, choose: () => void keepLanguage(tag).catch(failed) }))
}
