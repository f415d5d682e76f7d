import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Backups as List, once, type Problem } from '../contract/client'
import { is, useMe } from '../session/me'
import { Card } from '../show/Page'
import { Sheet } from '../show/Sheet'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { bytes, lasting, moment } from '../words/time'

const key = ['backups']

/** The backups that the server takes of itself; where it takes none, what to do instead. */
export function Backups() {
  const { t } = useTranslation()
  const backups = useQuery<List, Problem>({
    queryKey: key,
    queryFn: () => ask(api.GET('/api/v1/backups')),
    refetchInterval: (query) => (query.state.data?.running ? 1000 : 60_000),
  })
  return (
    <Card title={t('backup.title')}>
      <Found query={backups}>{(found) => (found.possible ? <Own list={found} /> : <Elsewhere />)}</Found>
    </Card>
  )
}

function Elsewhere() {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Text size="sm">{t('backup.words')}</Text>
      <Text size="sm" c="dimmed">
        {t('backup.start')} <code dir="ltr">tutti dev --backups</code>
      </Text>
    </Stack>
  )
}

function Own({ list }: { list: List }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <Stack gap="sm">
      <Text size="sm">
        {list.every_seconds > 0 ? t('backup.every', { time: lasting(list.every_seconds) }) : t('backup.byHand')}
      </Text>
      {list.failure && (
        <Text size="sm" c="red" role="alert">
          {t('backup.failed', { why: list.failure })}
        </Text>
      )}
      {list.items.length === 0 && !list.running && <Text c="dimmed">{t('backup.none')}</Text>}
      {list.items.length > 0 && (
        <Sheet
          label={t('backup.title')}
          columns={[t('backup.at'), t('backup.files'), t('backup.size'), t('backup.name')]}
        >
          {list.items.map((one) => (
            <Table.Tr key={one.name}>
              <Table.Td>{moment(one.at)}</Table.Td>
              <Table.Td>{one.files}</Table.Td>
              <Table.Td>{bytes(one.bytes)}</Table.Td>
              <Table.Td>
                <code dir="ltr">{one.name}</code>
              </Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      {is(me, 'operator') && <Take running={list.running} />}
      <Text size="sm" c="dimmed">
        {t('backup.check')} <code dir="ltr">tutti backup restore</code>
      </Text>
    </Stack>
  )
}

function Take({ running }: { running: boolean }) {
  const { t } = useTranslation()
  const take = useCommand(
    (_: null, command) => ask(api.POST('/api/v1/backups', { params: { header: once(command) } })),
    { stale: [key] },
  )
  return (
    <>
      <Wrong problem={take.error} />
      <Group>
        <Button variant="default" loading={running || take.isPending} onClick={() => take.mutate(null)}>
          {t('backup.take')}
        </Button>
        <Text size="sm" role="status">
          {running ? t('backup.running') : ''}
        </Text>
      </Group>
    </>
  )
}
