import { Button, Group, Modal, NumberInput, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  api,
  ask,
  type Delivery,
  once,
  type Review,
  type ReviewRequest,
  type RoundNote,
  type SubGig,
} from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { minorOf } from '../words/money'

type Props = { gig: SubGig; delivery: Delivery; waiting: RoundNote[] }

/** What a reviewer decides: approve, ask for a revision with all the notes that wait, or release. */
export function Decision({ gig, delivery, waiting }: Props) {
  const { t } = useTranslation()
  const [sure, { open, close }] = useDisclosure()
  const decide = useCommand<ReviewRequest, Review>(
    (body, key) =>
      ask(
        api.POST('/api/v1/deliveries/{id}/reviews', { body, params: { path: { id: delivery.id }, header: once(key) } }),
      ),
    {
      stale: [
        ['delivery', delivery.id],
        ['sub-gig', gig.id],
        ['sub-gigs', gig.project_id],
        ['project', gig.project_id],
        ['inbox'],
      ],
      done: t('review.done'),
    },
  )
  const left = gig.revisions_included - gig.revisions_used
  const paid = left <= 0 && waiting.length > 0
  const warned = delivery.inspection?.findings.some((one) => one.severity === 'warn') ?? false
  const [word, setWord] = useState('')
  const [silent, setSilent] = useState(false)
  const [price, setPrice] = useState<number | ''>('')
  const send = (decision: ReviewRequest['decision']) =>
    decide.mutate(
      decision === 'revise'
        ? {
            decision,
            note_ids: waiting.map((one) => one.id),
            price_minor: paid && price !== '' ? minorOf(price, gig.currency) : undefined,
          }
        : { decision, notes: decision === 'approve' && word.trim() ? [{ text: word.trim() }] : undefined },
    )
  const approve = () => (warned && !word.trim() ? setSilent(true) : send('approve'))
  return (
    <Stack>
      {paid && (
        <NumberInput
          label={t('review.price', { currency: gig.currency })}
          description={t('review.priceWords')}
          value={price}
          onChange={(value) => setPrice(typeof value === 'number' ? value : '')}
          min={0}
          decimalScale={3}
          maw="16rem"
        />
      )}
      {warned && waiting.length === 0 && (
        <Textarea
          label={t('review.word')}
          description={t('review.wordWords')}
          value={word}
          onChange={(event) => {
            setWord(event.currentTarget.value)
            setSilent(false)
          }}
          error={silent ? t('review.wordMissing') : undefined}
          autosize
          maxLength={10_000}
        />
      )}
      <Wrong problem={decide.error} />
      <Group>
        <Button color="teal.9" onClick={approve} loading={decide.isPending} disabled={waiting.length > 0}>
          {t('review.approve')}
        </Button>
        <Button variant="default" onClick={() => send('revise')} disabled={waiting.length === 0 || decide.isPending}>
          {t('review.revise')}
        </Button>
        <Button variant="subtle" color="red" onClick={open} disabled={decide.isPending}>
          {t('review.release')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {waiting.length > 0 ? t('review.reviseWords', { count: Math.max(0, left) }) : t('review.approveWords')}
      </Text>
      <Modal
        opened={sure}
        onClose={close}
        title={t('review.releaseTitle')}
        centered
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack>
          <Text>{t('review.releaseWords')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
            <Button
              color="red.9"
              onClick={() => {
                close()
                send('release')
              }}
            >
              {t('review.release')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  )
}
