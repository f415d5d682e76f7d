import { Button, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { seesWhole, useProject, useSubGigs } from '../board/project'
import type { Project } from '../contract/client'
import { notYours } from '../show/notYours'
import { PageHead } from '../show/Page'
import { PersonLine } from '../show/People'
import { State } from '../show/State'
import { Failed, Found } from '../show/States'
import { country } from '../words/time'
import classes from './EnsembleMap.module.css'
import { byCountry, ensembleOf, type Player } from './ensemble'
import { Globe } from './Globe'
import type { Cluster } from './where'

const route = getRouteApi('/projects/$projectID/map')

/** Where everybody is who plays in a project, and what time it is there. */
export function EnsembleMap() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return (
    <Found query={project}>
      {(found) => (seesWhole(found) ? <Whole project={found} /> : <Failed problem={notYours} />)}
    </Found>
  )
}

function Whole({ project }: { project: Project }) {
  const { t } = useTranslation()
  const gigs = useSubGigs(project.id)
  return (
    <Found query={gigs}>
      {(found) => (
        <>
          <PageHead title={t('map.title')} />
          <Ensemble players={ensembleOf(project, found)} />
        </>
      )}
    </Found>
  )
}

function Ensemble({ players }: { players: Player[] }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [picked, setPicked] = useState<Cluster<Player>>()
  const go = (cluster: Cluster<Player> | undefined) => {
    setPicked(cluster)
    void navigate({ search: cluster ? { at: cluster.key } : {}, replace: true })
  }
  const marks = useMemo(() => marksOf(players), [players])
  const here = picked?.key === search.at ? picked?.of : undefined
  const shown = search.at ? (here ?? players.filter((one) => one.spot?.key === search.at)) : players
  const countries = byCountry(shown)
  return (
    <>
      <Text mb="sm" role="status">
        {t('map.people', { count: shown.length })} ·{' '}
        {t('map.countries', { count: countries.filter(([code]) => code).length })}
      </Text>
      <Globe marks={marks} chosen={search.at} near={search.at ? shown : []} choose={go} />
      {search.at && (
        <Button variant="default" mt="sm" onClick={() => go(undefined)}>
          {t('map.all')}
        </Button>
      )}
      <Text size="sm" c="dimmed" mt="xs" mb="lg">
        {t('map.words')}
      </Text>
      <div className={classes.countries}>
        {countries.map(([code, list]) => (
          <Country key={code} code={code} players={list} />
        ))}
      </div>
    </>
  )
}

/** One mark for each spot, with whom it stands for. */
function marksOf(players: Player[]): Player[][] {
  const out = new Map<string, Player[]>()
  for (const one of players) {
    if (one.spot) out.set(one.spot.key, [...(out.get(one.spot.key) ?? []), one])
  }
  return [...out.values()]
}

/** How many of a country's people are listed before the rest is asked for. */
const listed = 50

function Country({ code, players }: { code: string; players: Player[] }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const id = `country-${code || 'nowhere'}`
  return (
    <section className={classes.country} aria-labelledby={id}>
      <h2 id={id} className={classes.countryTitle}>
        {code ? country(code) : t('map.nowhere')} <span className={classes.count}>{players.length}</span>
      </h2>
      <ul className={classes.people}>
        {players.slice(0, all ? undefined : listed).map((one) => (
          <li key={one.person.id} className={classes.person}>
            <PersonLine person={one.person} />
            <Part player={one} />
          </li>
        ))}
      </ul>
      {!all && players.length > listed && (
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          {t('budget.more')}
        </Button>
      )}
    </section>
  )
}

function Part({ player }: { player: Player }) {
  const { t } = useTranslation()
  return (
    <div className={classes.part}>
      {player.runs.length > 0 && <Text size="sm">{player.runs.map((role) => t(`role.${role}`)).join(' · ')}</Text>}
      {player.gigs.slice(0, 5).map((gig) => (
        <span key={gig.id} className={classes.gig}>
          <Link to="/sub-gigs/$subGigID" params={{ subGigID: gig.id }}>
            {gig.title}
          </Link>
          <State state={gig.state} />
        </span>
      ))}
      {player.gigs.length > 5 && <Text size="sm">{t('timeline.chainMore', { count: player.gigs.length - 5 })}</Text>}
    </div>
  )
}
