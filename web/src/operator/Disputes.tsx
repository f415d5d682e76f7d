import { Button, Code, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Problem, type Proposal, type SubGig, type SubGigRecord } from '../contract/client'
import { Ruling } from '../dispute/Ruling'
import { sentenceKey } from '../event/words'
import { is, useMe } from '../session/me'
import { Clock } from '../show/Clock'
import { Facts } from '../show/Facts'
import { Icon } from '../show/icons'
import { More } from '../show/More'
import { Card } from '../show/Page'
import { Failed, Found, Loading, Notice } from '../show/States'
import { save } from '../show/save'
import { useParts } from '../show/useParts'
import { money } from '../words/money'
import { lasting, moment } from '../words/time'
import classes from './Operator.module.css'
import { usePeopleNames } from './people'

/** Every open dispute of the instance, with the evidence, and the ruling when it is the operator's turn. */
export function Disputes() {
  const { t } = useTranslation()
  const list = useParts<Proposal>(['disputes'], (cursor) =>
    ask(api.GET('/api/v1/disputes', { params: { query: { limit: 50, cursor } } })),
  )
  if (list.error && !list.data) return <Failed problem={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading />
  if (list.data.length === 0) {
    return <Notice icon="check" title={t('dispute.none')} words={t('dispute.noneWords')} />
  }
  return (
    <Stack>
      {list.data.map((one) => (
        <One key={one.id} proposal={one} />
      ))}
      <More list={list} />
    </Stack>
  )
}

function One({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation()
  const me = useMe()
  const [evidence, setEvidence] = useState(false)
  const gig = useQuery<SubGig, Problem>({
    queryKey: ['sub-gig', proposal.sub_gig_id],
    queryFn: () => ask(api.GET('/api/v1/sub-gigs/{id}', { params: { path: { id: proposal.sub_gig_id } } })),
  })
  const dispute = proposal.dispute
  return (
    <Card title={gig.data?.title ?? proposal.sub_gig_id} aside={<Clock due={dispute?.stage_ends_at} />}>
      <Stack gap="sm">
        <Facts
          of={[
            [t('dispute.stage'), dispute && t(`dispute.stages.${dispute.stage}`)],
            [t('dispute.by'), dispute && t(`queue.party.${dispute.opened_by}`)],
            [t('dispute.since'), moment(proposal.made_at)],
            [t('dispute.words'), proposal.words],
            [
              t('dispute.wants'),
              proposal.outcome &&
                `${t(`dispute.outcome.${proposal.outcome}`)}, ${money(proposal.minor ?? 0, proposal.currency)}`,
            ],
            [
              t('dispute.ruled'),
              dispute?.ruling_outcome &&
                `${t(`dispute.outcome.${dispute.ruling_outcome}`)}, ${money(dispute.ruling_share_minor ?? 0, proposal.currency)}`,
            ],
          ]}
        />
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            renderRoot={(props) => (
              <Link to="/sub-gigs/$subGigID" params={{ subGigID: proposal.sub_gig_id }} {...props} />
            )}
          >
            {t('dispute.open')}
          </Button>
          <Button variant="default" size="xs" aria-expanded={evidence} onClick={() => setEvidence(!evidence)}>
            {t('dispute.evidence')}
          </Button>
        </Group>
        {evidence && <Evidence subGigID={proposal.sub_gig_id} />}
        {is(me, 'operator') && dispute?.stage === 'operator' && (
          <Ruling subGigID={proposal.sub_gig_id} currency={proposal.currency} held={gig.data?.price_minor} stands />
        )}
      </Stack>
    </Card>
  )
}

/** Everything the records know of the sub-gig, with the hash by which it is cited. */
function Evidence({ subGigID }: { subGigID: string }) {
  const record = useQuery<SubGigRecord, Problem>({
    queryKey: ['sub-gig', subGigID, 'record'],
    queryFn: () => ask(api.GET('/api/v1/sub-gigs/{id}/record', { params: { path: { id: subGigID } } })),
  })
  return <Found query={record}>{(found) => <Record record={found} />}</Found>
}

function Record({ record: { record, sha256 } }: { record: SubGigRecord }) {
  const { t } = useTranslation()
  const name = usePeopleNames()
  const seconds = (us: number | undefined) => (us ? lasting(us / 1e6) : undefined)
  const clock = record.standing?.clock
  return (
    <Stack gap="sm">
      <Text size="xs" className={classes.hash}>
        {t('dispute.hash')} <Code>{sha256}</Code>
      </Text>
      <Facts
        of={[
          [
            t('dispute.parties'),
            `${name(record.buyer_id)} · ${name(record.producer_id)} · ${name(record.standing?.seller_id)}`,
          ],
          [t('dispute.price'), record.standing && money(record.standing.price_minor, record.currency)],
          [t('queue.party.seller'), seconds(clock?.seller_us)],
          [t('queue.party.producer'), seconds(clock?.producer_us)],
          [t('queue.party.buyer'), seconds(clock?.buyer_us)],
          [t('queue.party.upstream'), seconds(clock?.upstream_us)],
          [
            t('dispute.deliveries'),
            record.deliveries
              .map((one) => `${t('delivery.version', { version: one.version })}: ${moment(one.submitted_at)}`)
              .join(' · '),
          ],
          [
            t('dispute.reviews'),
            record.reviews
              .map(
                (one) =>
                  `${t(`review.decided.${one.decision as 'approve'}`, { defaultValue: one.decision })}, ${moment(one.at)}`,
              )
              .join(' · '),
          ],
        ]}
      />
      <ol className={classes.list}>
        {record.events.map((event) => (
          <li key={event.seq}>
            <Text size="sm">
              {event.at && `${moment(event.at)}: `}
              {t(sentenceKey(event.kind), { defaultValue: event.kind })}
              {event.actor_id && ` · ${name(event.actor_id)}`}
            </Text>
          </li>
        ))}
      </ol>
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        leftSection={<Icon name="download" size={16} />}
        onClick={() =>
          save(new Blob([JSON.stringify(record)], { type: 'application/json' }), `${record.sub_gig_id}.json`)
        }
      >
        {t('dispute.take')}
      </Button>
    </Stack>
  )
}
