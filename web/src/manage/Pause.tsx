import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type PauseRequest, type Project } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { fully } from '../words/time'
import { localMinute } from './moment'

const day = 24 * 3_600_000
const most = 90 // days

/** Stops every clock of the project for a while, and lets them run on. */
export function Pause({ project }: { project: Project }) {
  const { t } = useTranslation()
  const stale = [['project', project.id], ['sub-gigs', project.id], ['inbox']]
  const path = { id: project.id }
  const [until, setUntil] = useState(() => localMinute(new Date(Date.now() + 7 * day)))
  const pause = useCommand<PauseRequest, Project>(
    (body, key) => ask(api.POST('/api/v1/projects/{id}/pause', { body, params: { path, header: once(key) } })),
    { stale, done: t('manage.paused') },
  )
  const resume = useCommand<null, Project>(
    (_, key) => ask(api.POST('/api/v1/projects/{id}/resume', { params: { path, header: once(key) } })),
    { stale, done: t('manage.resumed') },
  )
  if (project.state === 'paused')
    return (
      <Card title={t('manage.pause')}>
        <Stack align="flex-start">
          <Text>{t('manage.pausedUntil', { at: fully(project.paused_until ?? '') })}</Text>
          <Wrong problem={resume.error} />
          <Button loading={resume.isPending} onClick={() => resume.mutate(null)}>
            {t('manage.resume')}
          </Button>
        </Stack>
      </Card>
    )
  if (project.state !== 'running') return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    pause.mutate({ until: new Date(until).toISOString() })
  }
  return (
    <Card title={t('manage.pause')}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('manage.pauseWords', { count: most })}</Text>
          <Group align="end">
            <TextInput
              type="datetime-local"
              label={t('manage.until')}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
              min={localMinute(new Date())}
              max={localMinute(new Date(Date.now() + most * day))}
              required
            />
            <Button type="submit" variant="default" loading={pause.isPending} disabled={!until}>
              {t('manage.pauseNow')}
            </Button>
          </Group>
          <Wrong problem={pause.error} />
        </Stack>
      </form>
    </Card>
  )
}
