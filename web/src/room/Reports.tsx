import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Message, once, type Problem, type Report } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Unread, Wrong } from '../show/Wrong'
import { moment } from '../words/time'
import { Hide } from './Change'
import classes from './Room.module.css'

/** Messages that somebody reported, for those who moderate: each is hidden or stands. Nothing is shown where there is none. */
export function Reports({ projectID }: { projectID: string }) {
  const { t } = useTranslation()
  const stale = [
    ['project', projectID, 'reports'],
    ['project', projectID, 'rooms'],
  ]
  const list = useQuery<Report[], Problem>({
    queryKey: ['project', projectID, 'reports'],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/projects/{id}/reports', { params: { path: { id: projectID } } }))).items,
  })
  if (!list.data) return <Unread query={list} />
  if (list.data.length === 0) return null
  return (
    <Card title={t('reports.title')}>
      <ul className={classes.reports}>
        {list.data.map((one) => (
          <li key={`${one.message_id} ${one.reporter.id} ${one.at}`}>
            <One report={one} stale={stale} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function One({ report, stale }: { report: Report; stale: unknown[][] }) {
  const { t } = useTranslation()
  const [hiding, setHiding] = useState(false)
  const keep = useCommand<string, Message>(
    (id, key) => ask(api.POST('/api/v1/messages/{id}/keep', { params: { path: { id }, header: once(key) } })),
    { stale, done: t('reports.kept') },
  )
  return (
    <Stack gap={4}>
      <Text className={classes.words}>{report.text}</Text>
      <Text size="sm" c="dimmed">
        {t('reports.by', { author: report.author.name, reporter: report.reporter.name, at: moment(report.at) })}
        {` · ${t(`room.reason.${report.reason}`)}`}
      </Text>
      {report.words && (
        <Text size="sm" className={classes.words}>
          {report.words}
        </Text>
      )}
      {hiding ? (
        <Hide message={{ id: report.message_id }} stale={stale} close={() => setHiding(false)} />
      ) : (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setHiding(true)}>
            {t('room.hide')}
          </Button>
          <Button size="xs" variant="default" loading={keep.isPending} onClick={() => keep.mutate(report.message_id)}>
            {t('reports.keep')}
          </Button>
        </Group>
      )}
      <Wrong problem={keep.error} />
    </Stack>
  )
}
