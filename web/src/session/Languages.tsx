import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguages } from '../words/useLanguages'

/** The other languages that there are, for who is not signed in. */
export function Languages() {
  const { t } = useTranslation()
  const others = useLanguages()
  return (
    <Group component="nav" justify="center" gap={4} aria-label={t('signIn.languages')}>
      {others.map(({ tag, name, choose }) => (
        <Button key={tag} lang={tag} variant="subtle" color="gray" size="compact-sm" onClick={choose}>
          {name}
        </Button>
      ))}
    </Group>
  )
}
