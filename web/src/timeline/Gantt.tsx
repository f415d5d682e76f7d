import { useElementSize } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schedule, Slot } from '../contract/client'
import { dayOfYear, lasting, moment, useNow } from '../words/time'
import { type Span, share, spanOf, type Tick, ticks } from './scale'
import { ended, type Zoom } from './search'
import classes from './Timeline.module.css'

/** Pixels of a day at each zoom. */
const dayWidth: Record<Zoom, number> = { week: 24, day: 110 }

/** Pixels of a row, and of a mark on the line of time with its words. */
const rowHeight = 44
const tickWidth = 92

/** Bars on a line of time, one row for each sub-gig; only the rows that are seen are drawn. Each row says in words what its bar shows. */
export function Gantt({ schedule, slots, zoom }: { schedule: Schedule; slots: Slot[]; zoom?: Zoom }) {
  const { t } = useTranslation()
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: measured, width } = useElementSize()
  const span = useMemo(() => {
    const moments = schedule.items.flatMap((slot) => [slot.start_at, slot.finish_at])
    return spanOf([...moments, schedule.due_at], new Date(schedule.at))
  }, [schedule])
  const days = (span.to - span.from) / 86400_000
  const wide = zoom ? Math.round(days * dayWidth[zoom]) : 0
  const marks = useMemo(
    () => ticks(span, Math.max(2, Math.floor(Math.max(width, wide) / tickWidth))),
    [span, width, wide],
  )
  const rows = useVirtualizer({
    count: slots.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which keys must be able to
    <section ref={scroller} className={classes.chart} tabIndex={0} aria-label={t('timeline.chart')}>
      <div className={classes.sheet} style={{ '--track': wide ? `${wide}px` : '100%' } as CSSProperties}>
        <div className={classes.axis} aria-hidden>
          <div className={classes.corner} />
          <div ref={measured} className={classes.track}>
            {marks.map((mark) => (
              <span key={mark.at} className={classes.tick} style={{ insetInlineStart: `${mark.share * 100}%` }}>
                {dayOf(mark, marks)}
              </span>
            ))}
          </div>
        </div>
        <div className={classes.body} style={{ height: rows.getTotalSize() }}>
          <Lines span={span} marks={marks} now={now} due={schedule.due_at} />
          <ul className={classes.rows} aria-label={t('timeline.rows')}>
            {rows.getVirtualItems().map((row) => {
              const slot = slots[row.index]
              if (!slot) return null
              return (
                <li
                  key={slot.sub_gig_id}
                  className={classes.row}
                  style={{ transform: `translateY(${row.start}px)`, height: rowHeight }}
                  aria-setsize={slots.length}
                  aria-posinset={row.index + 1}
                >
                  <Row slot={slot} span={span} />
                </li>
              )
            })}
          </ul>
        </div>
      </div>
    </section>
  )
}

/** A mark in the shortest words that still say which it is. */
function dayOf(mark: Tick, marks: Tick[]): string {
  const dense = marks.length > 1 && (marks[1]?.at ?? 0) - (marks[0]?.at ?? 0) < 20 * 3600_000
  if (dense) return moment(new Date(mark.at))
  return dayOfYear(mark.at)
}

/** What stands behind all rows: the marks, the present and the due date. */
function Lines({ span, marks, now, due }: { span: Span; marks: Tick[]; now: Date; due?: string }) {
  return (
    <svg className={classes.lines} width="100%" height="100%" aria-hidden focusable="false">
      {marks.map((mark) => (
        <line key={mark.at} className={classes.grid} {...across(mark.share)} />
      ))}
      <line className={classes.now} {...across(share(span, now))} />
      {due && <line className={classes.due} {...across(share(span, due))} />}
    </svg>
  )
}

function across(at: number) {
  const x = `${at * 100}%`
  return { x1: x, x2: x, y1: 0, y2: '100%' }
}

function Row({ slot, span }: { slot: Slot; span: Span }) {
  const { t } = useTranslation()
  const words = t(ended(slot) ? 'timeline.wasRow' : 'timeline.row', {
    state: t(`state.${slot.state}`),
    start: moment(slot.start_at),
    finish: moment(slot.finish_at),
    slack: lasting(slot.slack_seconds),
  })
  return (
    <>
      <div className={classes.label} data-state={slot.state}>
        <Link to="/sub-gigs/$subGigID" params={{ subGigID: slot.sub_gig_id }} title={slot.title}>
          {slot.title}
        </Link>
        {slot.critical && <span className={classes.critical}>{t('board.critical')}</span>}
        <span className="unseen">{words}</span>
      </div>
      <Bar slot={slot} span={span} title={words} />
    </>
  )
}

function Bar({ slot, span, title }: { slot: Slot; span: Span; title: string }) {
  const from = share(span, slot.start_at) * 100
  const to = share(span, slot.finish_at) * 100
  const latest = slot.latest_finish_at ? share(span, slot.latest_finish_at) * 100 : to
  return (
    <svg
      className={classes.bars}
      width="100%"
      height={rowHeight}
      data-state={slot.state}
      data-critical={slot.critical && !ended(slot)}
      aria-hidden
      focusable="false"
    >
      <title>{title}</title>
      {latest > to && (
        <line className={classes.room} x1={`${to}%`} x2={`${latest}%`} y1={rowHeight / 2} y2={rowHeight / 2} />
      )}
      <rect className={classes.bar} x={`${from}%`} width={`${Math.max(0.4, to - from)}%`} y={11} height={22} rx={6} />
    </svg>
  )
}
