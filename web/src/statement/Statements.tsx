import { Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { all, api, ask, type Destination, once, type Payout, type Problem, type Project } from '../contract/client'
import { useMe } from '../session/me'
import { Column } from '../show/Column'
import { Icon } from '../show/icons'
import { More } from '../show/More'
import { Card, PageHead } from '../show/Page'
import { Sheet } from '../show/Sheet'
import { Failed, Found, Loading, Notice } from '../show/States'
import { save } from '../show/save'
import { useCommand } from '../show/useCommand'
import { useParts } from '../show/useParts'
import { Wrong } from '../show/Wrong'
import { decimal, money } from '../words/money'
import { moment, monthName } from '../words/time'
import { months, type Sheets } from './sheets'
import { statementFile, useStatement, type Whose } from './statement'

const monthsBack = 24

/** A month of somebody's money, to look at and to take away; what was paid out, and where to. */
export function Statements() {
  const { t } = useTranslation()
  const [month, setMonth] = useState(() => months(new Date(), 1)[0] ?? '')
  const [project, setProject] = useState('')
  const whose: Whose = { month, project: project || undefined }
  return (
    <Column>
      <PageHead title={t('nav.statements')} />
      <Card title={t('statement.month')} aside={<Files whose={whose} />}>
        <Group mb="md" align="end">
          <Select
            label={t('statement.which')}
            value={month}
            onChange={(value) => value && setMonth(value)}
            allowDeselect={false}
            data={months(new Date(), monthsBack).map((value) => ({ value, label: monthName(value) }))}
          />
          <Subject project={project} choose={setProject} />
        </Group>
        <Month whose={whose} />
      </Card>
      <Payouts />
      <Where />
    </Column>
  )
}

/** A buyer has statements of projects too: of those whose money they see. */
function Subject({ project, choose }: { project: string; choose: (id: string) => void }) {
  const { t } = useTranslation()
  const projects = useQuery<Project[], Problem>({
    queryKey: ['projects'],
    queryFn: async () =>
      (
        await all<Project>(
          (cursor) => ask(api.GET('/api/v1/projects', { params: { query: { limit: 200, cursor } } })),
          5,
        )
      ).items,
  })
  const seen = projects.data?.filter((one) => one.budget_minor !== undefined) ?? []
  if (seen.length === 0) return null
  return (
    <Select
      label={t('statement.of')}
      value={project}
      onChange={(value) => choose(value ?? '')}
      allowDeselect={false}
      searchable
      data={[{ value: '', label: t('statement.mine') }, ...seen.map((one) => ({ value: one.id, label: one.title }))]}
    />
  )
}

function Files({ whose }: { whose: Whose }) {
  const { t } = useTranslation()
  const fetch = useCommand(
    async (format: 'pdf' | 'csv') => save(await statementFile(whose, format), `${whose.month}.${format}`),
    { stale: [] },
  )
  return (
    <Group gap="xs">
      {(['pdf', 'csv'] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          size="xs"
          leftSection={<Icon name="download" size={16} />}
          onClick={() => fetch.mutate(format)}
          loading={fetch.isPending && fetch.variables === format}
        >
          {t('statement.take', { format: format.toUpperCase() })}
        </Button>
      ))}
      <Wrong problem={fetch.error} />
    </Group>
  )
}

function Month({ whose }: { whose: Whose }) {
  const statement = useStatement(whose)
  return <Found query={statement}>{(found) => <Lines sheets={found} />}</Found>
}

function Lines({ sheets }: { sheets: Sheets }) {
  const { t } = useTranslation()
  if (sheets.every((sheet) => sheet.lines.length <= 2)) {
    return <Notice icon="money" title={t('statement.none')} words={t('statement.noneWords')} />
  }
  return (
    <Stack>
      {sheets.map((sheet) => (
        <Sheet
          key={sheet.currency}
          label={t('statement.sheet', { currency: sheet.currency })}
          columns={[
            t('statement.when'),
            t('statement.what'),
            t('statement.for'),
            { title: t('statement.change'), at: 'end' },
            { title: t('statement.balance'), at: 'end' },
          ]}
        >
          {sheet.lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a statement of a month does not change its order
            <Table.Tr key={at}>
              <Table.Td>{moment(line.date)}</Table.Td>
              <Table.Td>
                {line.kind === 'opening' || line.kind === 'closing'
                  ? t(`statement.${line.kind}`)
                  : t(`posting.${line.kind as 'fund'}`, { defaultValue: line.kind })}
              </Table.Td>
              <Table.Td>{[line.project, line.about].filter(Boolean).join(' · ')}</Table.Td>
              <Table.Td ta="end">
                {line.kind !== 'opening' && line.kind !== 'closing' && decimal(line.change, sheet.currency)}
              </Table.Td>
              <Table.Td ta="end">{decimal(line.balance, sheet.currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      ))}
    </Stack>
  )
}

function Payouts() {
  const { t } = useTranslation()
  const me = useMe()
  const list = useParts<Payout>(['payouts', me.id], (cursor) =>
    ask(api.GET('/api/v1/payouts', { params: { query: { seller_id: me.id, limit: 50, cursor } } })),
  )
  return (
    <Card title={t('payout.title')}>
      {list.error && !list.data && <Failed problem={list.error} retry={() => void list.refetch()} />}
      {!list.error && !list.data && <Loading rows={2} />}
      {list.data?.length === 0 && <Text c="dimmed">{t('payout.none')}</Text>}
      {list.data && list.data.length > 0 && (
        <Sheet
          label={t('payout.title')}
          columns={[
            t('payout.made'),
            t('payout.state'),
            t('payout.to'),
            t('payout.reference'),
            { title: t('payout.amount'), at: 'end' },
          ]}
        >
          {list.data.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>{moment(one.made_at)}</Table.Td>
              <Table.Td>{t(`payout.states.${one.state as 'paid'}`)}</Table.Td>
              <Table.Td>{one.to || (one.provider === 'manual' ? t('payout.byHand') : one.provider)}</Table.Td>
              <Table.Td>{one.reference}</Table.Td>
              <Table.Td ta="end">{money(one.amount_minor, one.currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      <More list={list} />
    </Card>
  )
}

/** Where the reader is paid. When the operator pays by hand there is nothing to name. */
function Where() {
  const { t } = useTranslation()
  const where = useQuery<Destination, Problem>({
    queryKey: ['payout-destination'],
    queryFn: () => ask(api.GET('/api/v1/me/payout-destination')),
  })
  return (
    <Card title={t('payout.where')}>
      <Found query={where} loading={<Loading rows={1} />}>
        {(found) => (found.by_hand ? <Text>{t('payout.byHandWords')}</Text> : <Account now={found} />)}
      </Found>
    </Card>
  )
}

function Account({ now }: { now: Destination }) {
  const { t } = useTranslation()
  const [account, setAccount] = useState('')
  const put = useCommand(
    (body: { account: string }, key) =>
      ask(api.PUT('/api/v1/me/payout-destination', { body, params: { header: once(key) } })),
    { stale: [['payout-destination']], done: t('payout.kept') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    put.mutate({ account: account.trim() }, { onSuccess: () => setAccount('') })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw="28rem">
        <Text size="sm">{now.account ? t('payout.now', { account: now.account }) : t('payout.noAccount')}</Text>
        <TextInput
          label={t('payout.account')}
          description={t('payout.accountWords')}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
          maxLength={200}
          required
        />
        <Wrong problem={put.error} />
        <Button type="submit" variant="default" loading={put.isPending} w="fit-content">
          {t('keep')}
        </Button>
      </Stack>
    </form>
  )
}
