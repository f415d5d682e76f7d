import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Spot, Whereabouts } from '../contract/client'
import { Card } from '../show/Page'
import { country, position } from '../words/time'
import classes from './Artifact.module.css'
import { named, type RowName, standingAt } from './spot'

type Props = { places: Whereabouts[]; at: Spot; row: RowName; go: (spot: Spot) => void }

/** Who is where in the result; who is heard at this moment, or stands at the place that is chosen, stands out. */
export function Who({ places, at, row, go }: Props) {
  const { t } = useTranslation()
  const inside = places.filter((one) => one.in)
  const now = new Set(standingAt(inside, at).map((one) => one.sub_gig_id))
  return (
    <Card title={titleOf(t, at, row)}>
      {inside.length === 0 ? (
        <Text c="dimmed">{t('who.nobody')}</Text>
      ) : (
        <>
          {named(at) && at.seconds === undefined && now.size === 0 && <Text c="dimmed">{t('who.nobodyHere')}</Text>}
          <ul className={classes.who}>
            {inside.map((one) => (
              <li key={one.sub_gig_id} data-now={now.has(one.sub_gig_id) || undefined}>
                <Link to="/sub-gigs/$subGigID" params={{ subGigID: one.sub_gig_id }} className={classes.whoName}>
                  {one.title}
                  {now.has(one.sub_gig_id) && (
                    <span className="unseen"> {t(at.seconds === undefined ? 'who.here' : 'who.now')}</span>
                  )}
                </Link>
                <Text size="sm" c="dimmed" component="span">
                  {[one.credit?.name, country(one.credit?.country)].filter(Boolean).join(' · ')}
                </Text>
                <Stretch place={one} row={row} go={go} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}

function titleOf(t: TFunction<'words'>, at: Spot, row: RowName): string {
  if (!named(at)) return t('who.title')
  if (at.seconds !== undefined) return t('who.at', { at: position(Math.floor(at.seconds), 0) })
  if (at.page) return t('who.page', { page: at.page })
  if (at.row) return t(`who.${row}`, { row: at.row })
  if (at.path) return t('who.path', { path: `\u2068${at.path}\u2069` })
  return t('who.point')
}

function Stretch({ place, row, go }: { place: Whereabouts; row: RowName; go: (spot: Spot) => void }) {
  const { t } = useTranslation()
  const found = stretchOf(t, place, row)
  if (!found) return null
  return (
    <button
      type="button"
      className={classes.span}
      onClick={() => go(found.spot)}
      aria-label={t('who.go', { title: place.title, at: found.words })}
    >
      {found.words}
    </button>
  )
}

/** Where one stands, and the beginning of it. */
function stretchOf(t: TFunction<'words'>, place: Whereabouts, row: RowName): { words: string; spot: Spot } | undefined {
  const { from_seconds = 0, to_seconds, from_page = 1, to_page, from_row = 1, to_row, paths } = place
  if (to_seconds)
    return { words: `${position(from_seconds, 0)}–${position(to_seconds, 0)}`, spot: { seconds: from_seconds } }
  if (to_page) {
    const last = to_page - 1
    const words =
      last > from_page ? t('who.pages', { from: from_page, to: last }) : t('where.page', { page: from_page })
    return { words, spot: { page: from_page } }
  }
  if (to_row) {
    const last = to_row - 1
    const words =
      last > from_row ? t(`who.${row}s`, { from: from_row, to: last }) : t(`where.${row}`, { row: from_row })
    return { words, spot: { row: from_row } }
  }
  const [path] = paths ?? []
  if (!path) return undefined
  const words = paths?.length === 1 ? `\u2068${path}\u2069` : t('who.files', { count: paths?.length ?? 0 })
  return { words, spot: { path } }
}
