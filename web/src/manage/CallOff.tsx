import { Button, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Project } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

/** Ends the project for ever. Whoever does it writes its name first. */
export function CallOff({ project }: { project: Project }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const cancel = useCommand<null, Project>(
    (_, key) =>
      ask(api.POST('/api/v1/projects/{id}/cancel', { params: { path: { id: project.id }, header: once(key) } })),
    { stale: [['project', project.id], ['sub-gigs', project.id], ['inbox']], done: t('manage.ended') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    cancel.mutate(null)
  }
  return (
    <Card title={t('manage.end')}>
      <form onSubmit={submit}>
        <Stack align="flex-start">
          <Text size="sm">{t('manage.endWords')}</Text>
          <TextInput
            label={t('manage.endName', { name: project.title })}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="off"
            w="100%"
            maw="26rem"
          />
          <Wrong problem={cancel.error} />
          <Button
            type="submit"
            color="red.9"
            disabled={name.trim() !== project.title.trim()}
            loading={cancel.isPending}
          >
            {t('manage.end')}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
