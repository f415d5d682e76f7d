import { Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Problem, prefix, problemOf, type Health as Report } from '../contract/client'
import { Mark } from '../show/Mark'
import { Card } from '../show/Page'
import { Sheet } from '../show/Sheet'
import { Found } from '../show/States'
import { lasting } from '../words/time'
import { Backups } from './Backups'
import { Retention } from './Retention'

/** Whether this process and what it relies on can work, and how it is kept safe. */
export function Health() {
  const { t } = useTranslation()
  const health = useQuery<Report, Problem>({ queryKey: ['health'], queryFn: readHealth, refetchInterval: 10_000 })
  return (
    <Stack>
      <Card title={t('health.title')}>
        <Found query={health}>{(found) => <Parts health={found} />}</Found>
      </Card>
      <Backups />
      <Retention />
    </Stack>
  )
}

/** 503 is an answer too: it says what is away. */
async function readHealth(): Promise<Report> {
  try {
    const answer = await fetch(`${prefix}/readyz`, { headers: { Accept: 'application/json' } })
    return (await answer.json()) as Report
  } catch (cause) {
    throw problemOf(cause)
  }
}

const moods = { ok: 'good', degraded: 'mind', away: 'bad' } as const

function Parts({ health }: { health: Report }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <Text>
        <Mark mood={moods[health.status]}>{t(`health.status.${health.status}`)}</Mark>{' '}
        <Text span size="sm" c="dimmed">
          {t('health.version', { version: health.version })}
        </Text>
      </Text>
      <Sheet label={t('health.title')} columns={[t('health.part'), t('health.state'), t('health.seen')]}>
        {health.dependencies.map((part) => (
          <Table.Tr key={part.name}>
            <Table.Td>{t(`health.parts.${part.name}`)}</Table.Td>
            <Table.Td>
              {t(part.state === 'ok' ? 'health.ok' : part.required ? 'health.away' : 'health.missed')}
            </Table.Td>
            <Table.Td>
              {part.age_seconds < 0
                ? t('health.never')
                : part.age_seconds < 60
                  ? t('health.now')
                  : t('health.ago', { time: lasting(part.age_seconds) })}
            </Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
    </Stack>
  )
}
