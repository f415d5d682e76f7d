import { Button, Group, SegmentedControl, Select, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { sectionsOf } from '../board/filter'
import { seesWhole, useProject, useSchedule, useSubGigs } from '../board/project'
import type { Project, SubGig } from '../contract/client'
import { notYours } from '../show/notYours'
import { PageHead } from '../show/Page'
import { Failed, Found, Notice } from '../show/States'
import { Drawing } from './Drawing'
import classes from './Graph.module.css'
import { LinkList } from './LinkList'
import { around, type Links, linksOf } from './links'
import type { GraphSearch } from './search'

const route = getRouteApi('/projects/$projectID/graph')

/** So many sub-gigs are drawn at once; of more, one section at a time, or those around one of them. */
const drawable = 300

/** Which sub-gig waits for which. */
export function Graph() {
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
  const schedule = useSchedule(project.id, project.state !== 'draft')
  const critical = schedule.data?.critical ?? nobody
  return (
    <Found query={gigs}>
      {(found) => (
        <>
          <PageHead title={t('graph.title')} />
          {found.length === 0 ? (
            <Notice icon="graph" title={t('board.empty')} words={t('graph.none')} />
          ) : (
            <Linked gigs={found} critical={critical} />
          )}
        </>
      )}
    </Found>
  )
}

const nobody: string[] = []

function Linked({ gigs, critical }: { gigs: SubGig[]; critical: string[] }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const links = useMemo(() => linksOf(gigs), [gigs])
  const sections = useMemo(() => sectionsOf(gigs), [gigs])
  const shown = useMemo(() => chosen(gigs, links, search, sections), [gigs, links, search, sections])
  const ids = useMemo(() => new Set(shown.map((gig) => gig.id)), [shown])
  const drawn = useMemo(() => links.all.filter((link) => ids.has(link.from) && ids.has(link.to)), [links, ids])
  return (
    <>
      <Choices gigs={gigs} sections={sections} section={sectionOf(gigs, search, sections)} />
      <Text size="sm" c="dimmed" mb="sm" role="status">
        {t('graph.shown', { count: shown.length, links: drawn.length })}
      </Text>
      {search.as === 'list' ? (
        <LinkList gigs={shown} links={links} critical={critical} />
      ) : shown.length > drawable ? (
        <Notice icon="graph" title={t('graph.many')} words={t('graph.manyWords')} />
      ) : (
        <Drawing key={[...ids].join()} gigs={shown} links={drawn} critical={critical} label={t('graph.title')} />
      )}
    </>
  )
}

/** What is shown: those around one, those of a section, or all. */
function chosen(gigs: SubGig[], links: Links, search: GraphSearch, sections: number[]): SubGig[] {
  if (search.around && gigs.some((gig) => gig.id === search.around)) {
    const ids = around(links, search.around)
    return gigs.filter((gig) => ids.has(gig.id))
  }
  const section = sectionOf(gigs, search, sections)
  return section === undefined ? gigs : gigs.filter((gig) => gig.section === section)
}

/** A large project is shown by its first section until another is asked for. */
function sectionOf(gigs: SubGig[], search: GraphSearch, sections: number[]): number | undefined {
  if (sections.length < 2) return undefined
  if (search.section !== undefined && sections.includes(search.section)) return search.section
  return gigs.length > drawable ? sections[0] : undefined
}

function Choices({ gigs, sections, section }: { gigs: SubGig[]; sections: number[]; section?: number }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (change: GraphSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const titles = useMemo(() => gigs.map((gig) => ({ value: gig.id, label: `${gig.title} (${gig.key})` })), [gigs])
  return (
    <Group gap="xs" mb="md" role="search" aria-label={t('timeline.choices')} className={classes.choices}>
      <SegmentedControl
        aria-label={t('timeline.as')}
        value={search.as ?? 'drawing'}
        onChange={(as) => set({ as: as === 'list' ? 'list' : undefined })}
        data={[
          { value: 'drawing', label: t('graph.drawing') },
          { value: 'list', label: t('graph.list') },
        ]}
      />
      <Select
        aria-label={t('graph.around')}
        placeholder={t('graph.around')}
        data={titles}
        value={search.around ?? null}
        onChange={(id) => set({ around: id ?? undefined })}
        limit={50}
        searchable
        clearable
        w={230}
      />
      {sections.length > 1 && !search.around && (
        <Select
          aria-label={t('board.section')}
          placeholder={t('board.section')}
          data={sections.map((one) => ({ value: String(one), label: t('board.sectionOf', { section: one + 1 }) }))}
          value={section === undefined ? null : String(section)}
          onChange={(one) => set({ section: one === null ? undefined : Number(one) })}
          limit={200}
          searchable
          clearable={gigs.length <= drawable}
          w={160}
        />
      )}
      {search.around && (
        <Button variant="subtle" onClick={() => set({ around: undefined })}>
          {t('graph.all')}
        </Button>
      )}
    </Group>
  )
}
