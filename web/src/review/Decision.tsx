import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
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
  const send = (decision: ReviewRequest['decision']) =>
    decide.mutate({ decision, note_ids: decision === 'revise' ? waiting.map((one) => one.id) : undefined })
  const left = gig.revisions_included - gig.revisions_used
  return (
    <Stack>
      <Wrong problem={decide.error} />
      <Group>
        <Button color="teal.9" onClick={() => send('approve')} loading={decide.isPending} disabled={waiting.length > 0}>
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
