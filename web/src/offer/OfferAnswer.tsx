import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type ProposalRequest, type SubGig } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { money } from '../words/money'
import { lasting } from '../words/time'
import { LicenceText } from './LicenceText'

const reasons = ['busy', 'price', 'dates', 'style', 'other'] as const

/** Accept, decline, or ask first. */
export function OfferAnswer({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const [mode, setMode] = useState<'choose' | 'decline' | 'ask'>('choose')
  const stale = [['sub-gig', gig.id], ['sub-gigs', gig.project_id], ['inbox']]
  const id = gig.offer?.id ?? ''
  const accept = useCommand(
    (_: null, key) => ask(api.POST('/api/v1/offers/{id}/accept', { params: { path: { id }, header: once(key) } })),
    { stale: [...stale, ['offers']], done: t('offer.accepted') },
  )
  return (
    <Stack>
      <Text>
        {t('offer.terms', {
          price: money((gig.price_minor ?? 0) - (gig.fee_minor ?? 0), gig.currency),
          time: lasting(gig.work_for_seconds),
          count: gig.revisions_included,
        })}
      </Text>
      {gig.licence && (
        <div>
          <LicenceText licence={gig.licence} />
          <Text size="sm" c="dimmed">
            {t('rights.accepts')}
          </Text>
        </div>
      )}
      <Wrong problem={accept.error} />
      {mode === 'choose' && (
        <Group>
          <Button onClick={() => accept.mutate(null)} loading={accept.isPending} size="md">
            {t('offer.accept')}
          </Button>
          <Button variant="default" size="md" onClick={() => setMode('ask')}>
            {t('offer.ask')}
          </Button>
          <Button variant="default" size="md" onClick={() => setMode('decline')}>
            {t('offer.decline')}
          </Button>
        </Group>
      )}
      {mode === 'decline' && <Decline id={id} stale={stale} back={() => setMode('choose')} />}
      {mode === 'ask' && <Question gig={gig} stale={stale} back={() => setMode('choose')} />}
    </Stack>
  )
}

function Decline({ id, stale, back }: { id: string; stale: string[][]; back: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<(typeof reasons)[number]>('busy')
  const [note, setNote] = useState('')
  const go = useNavigate()
  const decline = useCommand(
    (body: { reason: (typeof reasons)[number]; note?: string }, key) =>
      ask(api.POST('/api/v1/offers/{id}/decline', { body, params: { path: { id }, header: once(key) } })),
    { stale: [...stale, ['offers']], done: t('offer.declined'), leads: () => go({ to: '/offers' }) }, // it is not theirs to look at any more
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        decline.mutate({ reason, note: note || undefined })
      }}
    >
      <Stack>
        <Select
          label={t('offer.reason')}
          value={reason}
          onChange={(value) => value && setReason(value as typeof reason)}
          allowDeselect={false}
          data={reasons.map((value) => ({ value, label: t(`offer.reasons.${value}`) }))}
        />
        <Textarea
          label={t('offer.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
        />
        <Wrong problem={decline.error} />
        <Group>
          <Button type="submit" color="red" loading={decline.isPending}>
            {t('offer.decline')}
          </Button>
          <Button variant="default" onClick={back}>
            {t('back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Question({ gig, stale, back }: { gig: SubGig; stale: string[][]; back: () => void }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const send = useCommand(
    (body: ProposalRequest, key) =>
      ask(api.POST('/api/v1/sub-gigs/{id}/proposals', { body, params: { path: { id: gig.id }, header: once(key) } })),
    { stale, done: t('offer.asked') },
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ kind: 'question', words }, { onSuccess: back })
      }}
    >
      <Stack>
        <Textarea
          label={t('offer.question')}
          description={t('offer.questionWords')}
          value={words}
          required
          maxLength={2000}
          autosize
          minRows={3}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Wrong problem={send.error} />
        <Group>
          <Button type="submit" loading={send.isPending}>
            {t('offer.send')}
          </Button>
          <Button variant="default" onClick={back}>
            {t('back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
