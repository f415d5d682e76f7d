import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubGig } from '../contract/client'
import { Clock } from '../show/Clock'
import { PersonLine } from '../show/People'
import { money } from '../words/money'
import classes from './Board.module.css'

/** A sub-gig on a board: what, for how much, who, where they are and what their clock says, and until when. */
export const Card = memo(function Card({ gig, critical }: { gig: SubGig; critical: boolean }) {
  const { t } = useTranslation()
  const ended = gig.state === 'approved' || gig.state === 'cancelled'
  const waits = gig.waits_for?.upstream ?? []
  return (
    <Link
      to="/sub-gigs/$subGigID"
      params={{ subGigID: gig.id }}
      className={classes.card}
      data-state={gig.state}
      data-card
    >
      <span className={classes.cardTop}>
        <span className={classes.cardTitle}>{gig.title}</span>
        {gig.price_minor !== undefined && <span className={classes.price}>{money(gig.price_minor, gig.currency)}</span>}
      </span>
      {gig.seller ? (
        <PersonLine person={gig.seller} />
      ) : (
        <span className={classes.nobody}>
          {waits.length > 0 && gig.state === 'waiting' ? t('board.waitsFor', { what: waits.join(', ') }) : gig.role}
        </span>
      )}
      <span className={classes.cardFoot}>
        {!ended && <Clock due={gig.due_at} stopped={gig.stopped} overdue={gig.overdue} />}
        <span className={classes.tags}>
          {gig.stale && <span className={classes.tag}>{t('board.stale')}</span>}
          {critical && !ended && <span className={classes.tag}>{t('board.critical')}</span>}
          {gig.next_action && <span className={classes.mine}>{t(`next.${gig.next_action as Next}`)}</span>}
        </span>
      </span>
    </Link>
  )
})

/** What somebody can be asked to do next. */
export type Next =
  | 'answer_proposal'
  | 'answer_offer'
  | 'deliver'
  | 'review'
  | 'rule'
  | 'choose'
  | 'cast'
  | 'answer_requirement'
  | 'resolve_stale'
