import { Alert, Button, Progress, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, type Demotion, once, type Trust } from '../contract/client'
import { useMe } from '../session/me'
import { Card } from '../show/Page'
import { Sheet } from '../show/Sheet'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { dayOf, moment } from '../words/time'
import { useTrust } from './roster'

const top = 1000

/** Where a seller stands and why; the seller sees every event that counts, and can appeal against a demotion. */
export function TrustCard({ personID }: { personID: string }) {
  const { t } = useTranslation()
  const trust = useTrust(personID)
  return (
    <Card title={t('trust.title')}>
      <Found query={trust}>{(found) => <Standing trust={found} />}</Found>
    </Card>
  )
}

function Standing({ trust }: { trust: Trust }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <Text fw={650}>{t(`trust.level.${trust.level}`)}</Text>
      <Progress.Root size="lg">
        <Progress.Section
          value={(100 * trust.score) / top}
          aria-label={t('trust.score', { score: trust.score, top })}
        />
      </Progress.Root>
      <Text size="sm">{t('trust.score', { score: trust.score, top })}</Text>
      {trust.on_time !== undefined && trust.on_time + (trust.late ?? 0) > 0 && (
        <Text size="sm">{t('trust.onTime', { on: trust.on_time, of: trust.on_time + (trust.late ?? 0) })}</Text>
      )}
      <Text size="sm">{t(`trust.means.${trust.level}`)}</Text>
      <Text size="sm" c="dimmed">
        {t('trust.words')}
      </Text>
      {trust.demotions?.map((one) => (
        <Announced key={`${one.project_id} ${one.seq}`} demotion={one} personID={trust.person_id} />
      ))}
      {trust.events && trust.events.length > 0 && <Steps trust={trust} />}
    </Stack>
  )
}

function Announced({ demotion, personID }: { demotion: Demotion; personID: string }) {
  const { t } = useTranslation()
  const me = useMe()
  const appeal = useCommand(
    (body: { project_id: string; seq: number }, key) =>
      ask(api.POST('/api/v1/people/{id}/appeals', { body, params: { path: { id: personID }, header: once(key) } })),
    { stale: [['trust', personID]], done: t('trust.appealed') },
  )
  return (
    <Alert
      color="yellow"
      variant="light"
      title={t('trust.demotion', { level: t(`trust.level.${demotion.to as 'new'}`) })}
    >
      <Stack gap="xs">
        <Text size="sm">{t('trust.demotionWords', { day: dayOf(demotion.holds_at), reason: demotion.reason })}</Text>
        <Wrong problem={appeal.error} />
        {me.id === personID && (
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            loading={appeal.isPending}
            onClick={() => appeal.mutate({ project_id: demotion.project_id, seq: demotion.seq })}
          >
            {t('trust.appeal')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

function Steps({ trust }: { trust: Trust }) {
  const { t } = useTranslation()
  return (
    <Sheet
      label={t('trust.events')}
      columns={[
        t('trust.when'),
        t('trust.what'),
        { title: t('trust.effect'), at: 'end' },
        { title: t('trust.after'), at: 'end' },
      ]}
    >
      {[...(trust.events ?? [])].reverse().map((step) => (
        <Table.Tr key={`${step.project_id} ${step.seq} ${step.kind}`}>
          <Table.Td>{moment(step.at)}</Table.Td>
          <Table.Td>
            {t(`trust.kind.${step.kind as 'rated'}`, { defaultValue: step.doc, count: step.stars ?? 0 })}
          </Table.Td>
          <Table.Td ta="end">{step.effect > 0 ? `+${step.effect}` : step.effect}</Table.Td>
          <Table.Td ta="end">{step.score}</Table.Td>
        </Table.Tr>
      ))}
    </Sheet>
  )
}
