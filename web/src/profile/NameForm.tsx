import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Me, type MeRequest, once } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { keepLanguage, languages } from '../words/i18n'

/** How somebody is credited, how their name is said, and what they are spoken to in. */
export function NameForm({ me }: { me: Me }) {
  const { t } = useTranslation()
  const [fields, setFields] = useState({
    name: me.name,
    pronunciation: me.pronunciation ?? '',
    language: me.language ?? '',
  })
  const put = useCommand(
    (body: MeRequest, key) => ask(api.PATCH('/api/v1/me', { body, params: { header: once(key) } })),
    { stale: [['me'], ['roster']], done: t('profile.nameKept') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = fields.language !== (me.language ?? '') && fields.language
    put.mutate(fields, { onSuccess: () => void (chosen && keepLanguage(chosen)) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group align="start" gap="md">
          <TextInput
            label={t('profile.name')}
            description={t('profile.creditWords')}
            value={fields.name}
            onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
            autoComplete="name"
            dir="auto"
            maxLength={200}
            required
          />
          <TextInput
            label={t('profile.said')}
            description={t('profile.saidWords')}
            value={fields.pronunciation}
            onChange={(event) => setFields({ ...fields, pronunciation: event.currentTarget.value })}
            dir="auto"
            maxLength={200}
          />
          <Select
            label={t('profile.language')}
            description={t('profile.languageWords')}
            placeholder={t('profile.anyLanguage')}
            value={fields.language || null}
            onChange={(language) => setFields({ ...fields, language: language ?? '' })}
            data={Object.entries(languages).map(([value, { name }]) => ({ value, label: name }))}
            clearable
            clearButtonProps={{ 'aria-label': t('clear') }}
          />
        </Group>
        <Wrong problem={put.error} />
        <Button type="submit" variant="default" loading={put.isPending} w="fit-content">
          {t('profile.keepName')}
        </Button>
      </Stack>
    </form>
  )
}
