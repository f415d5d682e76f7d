import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubGig } from '../contract/client'
import classes from './Board.module.css'
import { Card } from './Card'

/** From so many cards on only those are drawn that are seen. */
const many = 60

/** One state and the sub-gigs in it. */
export function Column({
  state,
  gigs,
  critical,
}: {
  state: SubGig['state']
  gigs: SubGig[]
  critical: ReadonlySet<string>
}) {
  const { t } = useTranslation()
  const title = `column-${state}`
  return (
    <section className={classes.column} data-state={state} aria-labelledby={title}>
      <h2 id={title} className={classes.columnTitle}>
        {t(`state.${state}`)}
        <span className={classes.count}>
          {gigs.length}
          <span className="unseen"> {t('board.gigs', { count: gigs.length })}</span>
        </span>
      </h2>
      {gigs.length > many ? (
        <LongList gigs={gigs} critical={critical} />
      ) : (
        <ul className={classes.list}>
          {gigs.map((gig) => (
            <li key={gig.id}>
              <Card gig={gig} critical={critical.has(gig.id)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function LongList({ gigs, critical }: { gigs: SubGig[]; critical: ReadonlySet<string> }) {
  const scroller = useRef<HTMLUListElement>(null)
  const rows = useVirtualizer({
    count: gigs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 112,
    overscan: 8,
    gap: 10,
  })
  return (
    <ul className={classes.list} data-long ref={scroller}>
      <li style={{ height: rows.getTotalSize() }} aria-hidden className={classes.height} />
      {rows.getVirtualItems().map((row) => {
        const gig = gigs[row.index]
        if (!gig) return null
        return (
          <li
            key={gig.id}
            data-index={row.index}
            ref={rows.measureElement}
            aria-setsize={gigs.length}
            aria-posinset={row.index + 1}
            className={classes.row}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            <Card gig={gig} critical={critical.has(gig.id)} />
          </li>
        )
      })}
    </ul>
  )
}
