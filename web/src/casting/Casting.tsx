import { Button, Chip, Group, Text, TextInput } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { matches } from '../board/filter'
import { casts, useProject, useSubGigs } from '../board/project'
import type { Project, SubGig } from '../contract/client'
import { Icon } from '../show/icons'
import { notYours } from '../show/notYours'
import { PageHead } from '../show/Page'
import { State } from '../show/State'
import { Failed, Found, Notice } from '../show/States'
import { Unread } from '../show/Wrong'
import { useSubGig } from '../subgig/subgig'
import { Applications } from './Applications'
import classes from './Casting.module.css'
import { calls, lives, open, useModes } from './casting'
import { Find } from './Find'
import { Line } from './Line'

const route = getRouteApi('/projects/$projectID/casting')

/** Who is asked for each sub-gig, what they answer, and who else could be. */
export function Casting() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return (
    <Found query={project}>
      {(found) => (casts(found) ? <Whole project={found} /> : <Failed problem={notYours} />)}
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
          <PageHead title={t('casting.title')} />
          {found.length === 0 ? (
            <Notice icon="casting" title={t('board.empty')} words={t('casting.none')} />
          ) : project.state === 'draft' ? (
            <Notice icon="casting" title={t('casting.draft')} words={t('casting.draftWords')}>
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/projects/$projectID" params={{ projectID: project.id }} {...props} />}
              >
                {t('nav.board')}
              </Button>
            </Notice>
          ) : (
            <Both project={project} gigs={found} />
          )}
        </>
      )}
    </Found>
  )
}

function Both({ project, gigs }: { project: Project; gigs: SubGig[] }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const wanted = useMemo(() => gigs.filter((gig) => open(gig)), [gigs])
  const listed = search.list === 'all' ? gigs : wanted
  const chosen = gigs.find((gig) => gig.id === search.gig) ?? listed[0]
  return (
    <div className={classes.both}>
      <Gigs listed={listed} chosen={chosen} />
      {chosen ? (
        <One key={chosen.id} project={project} gigID={chosen.id} />
      ) : (
        <Notice icon="check" title={t('casting.done')} words={t('casting.doneWords')} />
      )}
    </div>
  )
}

/** How many sub-gigs are listed; more are found by their words. */
const shown = 100

function Gigs({ listed, chosen }: { listed: SubGig[]; chosen?: SubGig }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [words, setWords] = useState('')
  const found = useMemo(() => listed.filter((gig) => matches(gig, { q: words }, none)), [listed, words])
  return (
    <nav className={classes.gigs} aria-label={t('casting.gigs')}>
      <TextInput
        aria-label={t('board.find')}
        placeholder={t('board.find')}
        leftSection={<Icon name="search" size={16} />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Chip
        variant="outline"
        size="sm"
        checked={search.list !== 'all'}
        onChange={(on) =>
          void navigate({ search: (before) => ({ ...before, list: on ? undefined : 'all' }), replace: true })
        }
      >
        {t('casting.open')}
      </Chip>
      <ul className={classes.list}>
        {found.slice(0, shown).map((gig) => (
          <li key={gig.id}>
            <Link
              from="/projects/$projectID/casting"
              search={(before) => ({ ...before, gig: gig.id, ranking: undefined })}
              className={classes.gig}
              data-state={gig.state}
              aria-current={gig.id === chosen?.id || undefined}
            >
              <span className={classes.gigTitle}>{gig.title}</span>
              <State state={gig.state} />
            </Link>
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Text size="sm" c="dimmed">
          {t('casting.more', { count: found.length - shown })}
        </Text>
      )}
    </nav>
  )
}

const none: ReadonlySet<string> = new Set()

function One({ project, gigID }: { project: Project; gigID: string }) {
  const { t } = useTranslation()
  const gig = useSubGig(gigID)
  const modes = useModes(project.id)
  return (
    <Found query={gig}>
      {(found) => {
        const mode = modes.data && (modes.data.get(found.key) ?? 'cascade')
        return (
          <div className={classes.one}>
            <Group gap="xs">
              <h2 className={classes.title}>
                <Link to="/sub-gigs/$subGigID" params={{ subGigID: found.id }}>
                  {found.title}
                </Link>
              </h2>
              <State state={found.state} />
              <Text size="sm" c="dimmed">
                {found.role}
                {mode && ` · ${t(`casting.mode.${mode}`)}`}
              </Text>
            </Group>
            <Line gig={found} />
            <Unread query={modes} />
            {mode && calls(mode) && <Applications gig={found} mode={mode} />}
            {lives(found) && <Find gig={found} />}
          </div>
        )
      }}
    </Found>
  )
}
