import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Appeal,
  type AppealList,
  type AuditSummary,
  api,
  ask,
  type FailedRequest,
  once,
  type Payout,
  type PayoutList,
  type Problem,
} from '../contract/client'
import { is, useMe } from '../session/me'
import { Clock } from '../show/Clock'
import { Card } from '../show/Page'
import { PersonLine } from '../show/People'
import { State } from '../show/State'
import { Found, Loading } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { money } from '../words/money'
import { moment } from '../words/time'
import { MessageAppeals } from './MessageAppeals'
import classes from './Operator.module.css'
import { useStuck } from './stuck'

/** What is stuck, and what only an operator can set going again. */
export function Queue() {
  const me = useMe()
  return (
    <Stack>
      <Stuck />
      <Payouts state="pending" />
      <Payouts state="failed" />
      <Appeals />
      {is(me, 'operator') && <MessageAppeals />}
      <Books />
    </Stack>
  )
}

/** Sub-gigs whose clock has run out, in every project that runs. */
function Stuck() {
  const { t } = useTranslation()
  const stuck = useStuck()
  return (
    <Card title={t('queue.stuck')}>
      <Found query={stuck} loading={<Loading rows={2} />}>
        {(found) => (
          <>
            {found.items.length === 0 && <Text c="dimmed">{t('queue.nothingStuck')}</Text>}
            <ul className={classes.list}>
              {found.items.map(({ gig, project }) => (
                <li key={gig.id} className={classes.entry}>
                  <div>
                    <Link to="/sub-gigs/$subGigID" params={{ subGigID: gig.id }}>
                      {gig.title}
                    </Link>{' '}
                    <State state={gig.state} />
                    <Text size="xs" c="dimmed">
                      {project.title}
                      {gig.waits_for && ` · ${t('queue.waitsFor', { whom: t(`queue.party.${gig.waits_for.party}`) })}`}
                    </Text>
                  </div>
                  <Clock due={gig.due_at} stopped={gig.stopped} overdue={gig.overdue} />
                </li>
              ))}
            </ul>
            {found.more && (
              <Text size="sm" c="dimmed" mt="xs">
                {t('queue.more')}
              </Text>
            )}
          </>
        )}
      </Found>
    </Card>
  )
}

/** Payouts that the operator makes by hand, or that came back. */
function Payouts({ state }: { state: 'pending' | 'failed' }) {
  const { t } = useTranslation()
  const me = useMe()
  const list = useQuery<PayoutList, Problem>({
    queryKey: ['payouts', 'all', state],
    queryFn: () => ask(api.GET('/api/v1/payouts', { params: { query: { state, limit: 100 } } })),
  })
  return (
    <Card title={t(`queue.payouts.${state}`)}>
      <Found query={list} loading={<Loading rows={2} />}>
        {(found) =>
          found.items.length === 0 ? (
            <Text c="dimmed">{t(`queue.noPayouts.${state}`)}</Text>
          ) : (
            <ul className={classes.list}>
              {found.items.map((one) => (
                <li key={one.id} className={classes.entry}>
                  <div>
                    <PersonLine person={one.seller} />
                    <Text size="sm">
                      {money(one.amount_minor, one.currency)} · {moment(one.made_at)}
                      {one.reason && ` · ${t(`payout.reason.${one.reason as 'other'}`, { defaultValue: one.reason })}`}
                    </Text>
                  </div>
                  {state === 'pending' && one.provider === 'manual' && is(me, 'operator') && <ByHand payout={one} />}
                </li>
              ))}
            </ul>
          )
        }
      </Found>
    </Card>
  )
}

const reasons = ['account_closed', 'wrong_account', 'refused_by_bank', 'returned', 'other'] as const

function ByHand({ payout }: { payout: Payout }) {
  const { t } = useTranslation()
  const [reference, setReference] = useState('')
  const stale = [['payouts']]
  const params = (key: string) => ({ path: { id: payout.id }, header: once(key) })
  const paid = useCommand(
    (body: { reference: string }, key) => ask(api.POST('/api/v1/payouts/{id}/paid', { body, params: params(key) })),
    { stale, done: t('queue.paid') },
  )
  const failed = useCommand(
    (body: FailedRequest, key) => ask(api.POST('/api/v1/payouts/{id}/failed', { body, params: params(key) })),
    { stale, done: t('queue.failed') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    paid.mutate({ reference: reference.trim() })
  }
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput
          size="xs"
          label={t('queue.reference')}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
          maxLength={200}
          required
        />
        <Button size="xs" type="submit" loading={paid.isPending}>
          {t('queue.markPaid')}
        </Button>
        <Select
          size="xs"
          label={t('queue.markFailed')}
          placeholder={t('queue.why')}
          value={null}
          onChange={(reason) => reason && failed.mutate({ reason: reason as 'other' })}
          data={reasons.map((value) => ({ value, label: t(`payout.reason.${value}`) }))}
          disabled={failed.isPending}
        />
      </Group>
      <Wrong problem={paid.error ?? failed.error} />
    </form>
  )
}

function Appeals() {
  const { t } = useTranslation()
  const appeals = useQuery<AppealList, Problem>({
    queryKey: ['appeals'],
    queryFn: () => ask(api.GET('/api/v1/appeals')),
  })
  return (
    <Card title={t('queue.appeals')}>
      <Found query={appeals} loading={<Loading rows={1} />}>
        {(found) =>
          found.items.length === 0 ? (
            <Text c="dimmed">{t('queue.noAppeals')}</Text>
          ) : (
            <ul className={classes.list}>
              {found.items.map((one) => (
                <OneAppeal key={`${one.project_id} ${one.seq}`} appeal={one} />
              ))}
            </ul>
          )
        }
      </Found>
    </Card>
  )
}

function OneAppeal({ appeal }: { appeal: Appeal }) {
  const { t } = useTranslation()
  const me = useMe()
  const decide = useCommand(
    (uphold: boolean, key) =>
      ask(
        api.POST('/api/v1/people/{id}/appeals/decide', {
          body: { project_id: appeal.project_id, seq: appeal.seq, uphold },
          params: { path: { id: appeal.person.id }, header: once(key) },
        }),
      ),
    { stale: [['appeals'], ['trust', appeal.person.id]], done: t('queue.decided') },
  )
  return (
    <li className={classes.entry}>
      <div>
        <PersonLine person={appeal.person} />
        <Text size="xs" c="dimmed">
          {moment(appeal.made_at)} ·{' '}
          <Link to="/people/$personID" params={{ personID: appeal.person.id }}>
            {t('queue.look')}
          </Link>
        </Text>
        <Wrong problem={decide.error} />
      </div>
      {is(me, 'operator') && (
        <Group gap="xs">
          <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate(true)}>
            {t('queue.uphold')}
          </Button>
          <Button size="xs" variant="default" loading={decide.isPending} onClick={() => decide.mutate(false)}>
            {t('queue.dismiss')}
          </Button>
        </Group>
      )}
    </li>
  )
}

/** Whether the money of all projects adds up. */
function Books() {
  const { t } = useTranslation()
  const audits = useQuery<AuditSummary, Problem>({
    queryKey: ['audits'],
    queryFn: () => ask(api.GET('/api/v1/audits')),
  })
  return (
    <Card title={t('queue.books')}>
      <Found query={audits} loading={<Loading rows={1} />}>
        {(found) => (
          <Stack gap="xs">
            <Text size="sm">
              {t('queue.audited', { count: found.audited })} {t('queue.waiting', { count: found.waiting })}
            </Text>
            {found.wrong.length === 0 && <Text size="sm">{t('queue.booksGood')}</Text>}
            <ul className={classes.list}>
              {found.wrong.map((audit) => (
                <li key={audit.project_id}>
                  <Link to="/projects/$projectID/budget" params={{ projectID: audit.project_id }}>
                    {audit.project_id}
                  </Link>
                  {audit.findings.map((finding) => (
                    <Text size="sm" key={`${finding.check} ${finding.message}`}>
                      <bdi lang="en">{finding.message}</bdi>
                    </Text>
                  ))}
                </li>
              ))}
            </ul>
          </Stack>
        )}
      </Found>
    </Card>
  )
}
