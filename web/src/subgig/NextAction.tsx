import { Button, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubGig } from '../contract/client'
import { Deliver } from '../delivery/Deliver'
import { Ruling } from '../dispute/Ruling'
import { OfferAnswer } from '../offer/OfferAnswer'
import { Answers } from '../requirement/Answers'
import { useMe } from '../session/me'
import { Certificate } from './Certificate'
import { Stale } from './Stale'
import classes from './SubGig.module.css'

/** The one thing that the reader is to do next, with what it takes; or whom one waits for. */
export function NextAction({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  switch (gig.next_action) {
    case 'answer_offer':
      return (
        <Panel title={t('next.offerTitle')} words={t('next.offerWords')}>
          <OfferAnswer gig={gig} />
        </Panel>
      )
    case 'deliver':
      return (
        <Panel title={t(gig.version ? 'next.deliverAgainTitle' : 'next.deliverTitle')} words={t('next.deliverWords')}>
          <Deliver gig={gig} />
        </Panel>
      )
    case 'review':
      return (
        <Panel title={t('next.reviewTitle', { version: gig.version })} words={t('next.reviewWords')}>
          {gig.delivery_id && (
            <Button
              renderRoot={(props) => (
                <Link to="/deliveries/$deliveryID" params={{ deliveryID: gig.delivery_id ?? '' }} {...props} />
              )}
            >
              {t('next.review')}
            </Button>
          )}
        </Panel>
      )
    case 'answer_proposal':
      return <Panel title={t('next.proposalTitle')} words={t('next.proposalWords')} />
    case 'cast':
    case 'choose':
      return (
        <Panel title={t(`home.do.${gig.next_action}`, { title: gig.title })} words={t('next.castWords')}>
          <Button
            renderRoot={(props) => (
              <Link
                to="/projects/$projectID/casting"
                params={{ projectID: gig.project_id }}
                search={{ gig: gig.id }}
                {...props}
              />
            )}
          >
            {t('next.castGo')}
          </Button>
        </Panel>
      )
    case 'rule':
      return (
        <Panel title={t('home.do.rule', { title: gig.title })} words={t('next.ruleWords')}>
          <Ruling subGigID={gig.id} currency={gig.currency} held={gig.price_minor} />
        </Panel>
      )
    case 'answer_requirement':
      return (
        <Panel title={t('home.do.answer_requirement', { title: gig.title })} words={t('next.supplyWords')}>
          <Answers
            projectID={gig.project_id}
            only={gig.waits_for?.requirements?.map((one) => one.key)}
            stale={[['sub-gig', gig.id]]}
          />
        </Panel>
      )
    case 'resolve_stale':
      return (
        <Panel title={t('home.do.resolve_stale', { title: gig.title })} words={t('next.staleWords')}>
          <Stale gig={gig} />
        </Panel>
      )
  }
  return <Waits gig={gig} />
}

function Panel({
  title,
  words,
  quiet,
  children,
}: {
  title: string
  words: string
  quiet?: boolean
  children?: ReactNode
}) {
  return (
    <section className={classes.next} data-quiet={quiet || undefined} aria-labelledby="next">
      <Title order={2} id="next">
        {title}
      </Title>
      <Text c="dimmed" mb={children ? 'md' : 0} mt={2}>
        {words}
      </Text>
      {children}
    </section>
  )
}

function Waits({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const me = useMe()
  const mine = gig.seller?.id === me.id
  const upstream = gig.waits_for?.upstream?.join(', ')
  const needed = gig.waits_for?.requirements?.map((one) => one.title).join(', ')
  let words = t(`standing.${gig.state}`)
  if (gig.state === 'waiting' && upstream) words = t('standing.upstream', { what: upstream })
  if (gig.state === 'waiting' && needed) words = t('standing.supply', { what: needed })
  if (gig.state === 'in_review' && mine) words = t('standing.yours')
  return (
    <Panel title={t('next.nothing')} words={words} quiet>
      {gig.state === 'approved' && mine && <Certificate gig={gig} />}
    </Panel>
  )
}
