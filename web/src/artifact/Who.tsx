import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Project, Whereabouts } from '../contract/client'
import { Card } from '../show/Page'
import { Found } from '../show/States'
import { country, position } from '../words/time'
import classes from './Artifact.module.css'
import { usePlaces } from './artifact'
import { soundingAt } from './where'

type Props = { project: Project; artifact: string; at?: number; go: (seconds: number) => void }

/** Who is where in the result; while it plays, who is heard at this moment stands out. */
export function Who({ project, artifact, at, go }: Props) {
  const { t } = useTranslation()
  const places = usePlaces(project.id, artifact)
  return (
    <Found query={places}>
      {({ items }) => {
        const inside = items.filter((one) => one.in)
        const now = at === undefined ? new Set<string>() : new Set(soundingAt(inside, at).map((one) => one.sub_gig_id))
        return (
          <Card title={at === undefined ? t('who.title') : t('who.at', { at: position(Math.floor(at), 0) })}>
            {inside.length === 0 ? (
              <Text c="dimmed">{t('who.nobody')}</Text>
            ) : (
              <ul className={classes.who}>
                {inside.map((one) => (
                  <li key={one.sub_gig_id} data-now={now.has(one.sub_gig_id) || undefined}>
                    <Link to="/sub-gigs/$subGigID" params={{ subGigID: one.sub_gig_id }} className={classes.whoName}>
                      {one.title}
                      {now.has(one.sub_gig_id) && <span className="unseen"> {t('who.now')}</span>}
                    </Link>
                    <Text size="sm" c="dimmed" component="span">
                      {[one.credit?.name, country(one.credit?.country)].filter(Boolean).join(' · ')}
                    </Text>
                    <Span place={one} go={at === undefined ? undefined : go} />
                  </li>
                ))}
              </ul>
            )}
          </Card>
        )
      }}
    </Found>
  )
}

function Span({ place, go }: { place: Whereabouts; go?: (seconds: number) => void }) {
  const { t } = useTranslation()
  if (place.to_seconds) {
    const text = `${position(place.from_seconds ?? 0, 0)}–${position(place.to_seconds, 0)}`
    if (!go) return <span className={classes.span}>{text}</span>
    return (
      <button
        type="button"
        className={classes.span}
        onClick={() => go(place.from_seconds ?? 0)}
        aria-label={t('who.go', { title: place.title, at: text })}
      >
        {text}
      </button>
    )
  }
  if (place.to_page)
    return <span className={classes.span}>{t('who.pages', { from: place.from_page, to: place.to_page })}</span>
  if (place.to_row)
    return <span className={classes.span}>{t('who.rows', { from: place.from_row, to: place.to_row })}</span>
  return null
}
