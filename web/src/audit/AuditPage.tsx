import { Code, Group, Stack, Switch, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AuditHead, type AuditLine, api, ask, type Problem } from '../contract/client'
import classes from '../operator/Operator.module.css'
import { usePeopleNames } from '../operator/people'
import { More } from '../show/More'
import { Card } from '../show/Page'
import { Sheet } from '../show/Sheet'
import { Failed, Found, Loading } from '../show/States'
import { useParts } from '../show/useParts'
import { moment } from '../words/time'

const filters = ['actor_id', 'about', 'operation'] as const

type Filter = Partial<Record<(typeof filters)[number], string>>

/** Who did what, and what the chain of the log ends with. */
export function AuditPage() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Filter>({})
  const [oldest, setOldest] = useState(false)
  const [settled] = useDebouncedValue(filter, 400)
  return (
    <Stack>
      <Head />
      <Card title={t('audit.log')}>
        <search>
          <Group align="end" mb="md">
            {filters.map((name) => (
              <TextInput
                key={name}
                label={t(`audit.${name}`)}
                value={filter[name] ?? ''}
                onChange={(event) => setFilter({ ...filter, [name]: event.currentTarget.value.trim() || undefined })}
                maxLength={60}
              />
            ))}
            <Switch
              label={t('audit.oldest')}
              checked={oldest}
              onChange={(event) => setOldest(event.currentTarget.checked)}
              pb={8}
            />
          </Group>
        </search>
        <Lines filter={settled} oldest={oldest} />
      </Card>
    </Stack>
  )
}

function Head() {
  const { t } = useTranslation()
  const head = useQuery<AuditHead, Problem>({
    queryKey: ['audit', 'head'],
    queryFn: () => ask(api.GET('/api/v1/audit/head')),
  })
  return (
    <Card title={t('audit.head')}>
      <Found query={head} loading={<Loading rows={1} />}>
        {(found) => (
          <Stack gap="xs">
            <Text size="sm">{t('audit.headWords', { seq: found.seq })}</Text>
            <Code className={classes.hash}>{found.hash}</Code>
            {found.forgotten > 0 && <Text size="sm">{t('audit.forgotten', { seq: found.forgotten })}</Text>}
          </Stack>
        )}
      </Found>
    </Card>
  )
}

function Lines({ filter, oldest }: { filter: Filter; oldest: boolean }) {
  const { t } = useTranslation()
  const name = usePeopleNames()
  const list = useParts<AuditLine>(['audit', 'lines', filter, oldest], (cursor) =>
    ask(
      api.GET('/api/v1/audit', {
        params: { query: { ...filter, oldest: oldest || undefined, limit: 100, cursor } },
      }),
    ),
  )
  if (list.error && !list.data) return <Failed problem={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading />
  if (list.data.length === 0) return <Text c="dimmed">{t('audit.none')}</Text>
  return (
    <>
      <Sheet
        label={t('audit.log')}
        columns={[
          t('audit.line'),
          t('audit.when'),
          t('audit.who'),
          t('audit.what'),
          t('audit.status'),
          t('audit.detail'),
        ]}
      >
        {list.data.map((line) => (
          <Table.Tr key={line.seq}>
            <Table.Td>{line.seq}</Table.Td>
            <Table.Td>{moment(line.at)}</Table.Td>
            <Table.Td>{line.actor_id ? name(line.actor_id) : t('audit.server')}</Table.Td>
            <Table.Td>
              <Code>{line.operation}</Code>
            </Table.Td>
            <Table.Td>{line.status === 0 ? t('audit.look') : line.status}</Table.Td>
            <Table.Td>
              <Detail line={line} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <More list={list} />
    </>
  )
}

function Detail({ line }: { line: AuditLine }) {
  const { t } = useTranslation()
  const name = usePeopleNames()
  return (
    <details>
      <summary>{line.about.length ? line.about.map((id) => name(id)).join(', ') : t('audit.more')}</summary>
      <Text size="xs" component="div" className={classes.detail}>
        {[
          line.behalf_id && `${t('audit.behalf')}: ${name(line.behalf_id)}`,
          line.reason && `${t('audit.reason')}: ${line.reason}`,
          ...line.changes.map((change) => `${change.field}: ${change.before || '–'} → ${change.after || '–'}`),
          line.address && `${t('audit.from')}: ${line.address}`,
          line.token_id && `${t('audit.token')}: ${line.token_id}`,
          line.request_id && `${t('audit.request')}: ${line.request_id}`,
          `${t('audit.hash')}: ${line.hash}`,
        ]
          .filter(Boolean)
          .join('\n')}
      </Text>
    </details>
  )
}
