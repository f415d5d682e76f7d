import { Badge, Button, Chip, Group, Progress, Select, Text, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { type KeyboardEvent, useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, SubGig } from '../contract/client'
import { Draft } from '../launch/Draft'
import { Icon } from '../show/icons'
import { PageHead } from '../show/Page'
import { State } from '../show/State'
import { Found, Notice } from '../show/States'
import { country, moment } from '../words/time'
import classes from './Board.module.css'
import { Column } from './Column'
import { type BoardSearch, byColumn, matches, type Only, onlys, sectionsOf, values } from './filter'
import { seesWhole, useProject, useSchedule, useSubGigs } from './project'

const route = getRouteApi('/projects/$projectID')

/** All sub-gigs of a project in columns by state. */
export function Board() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return (
    <Found query={project}>
      {(found) => (
        <>
          <PageHead title={found.title}>
            <State state={found.state} />
            <Progressed project={found} />
          </PageHead>
          {found.state === 'draft' && found.mine.includes('buyer') && <Draft project={found} />}
          <Gigs project={found} />
        </>
      )}
    </Found>
  )
}

function Progressed({ project }: { project: Project }) {
  const { t } = useTranslation()
  const { sub_gigs: count, approved } = project
  return (
    <>
      {count !== undefined && approved !== undefined && count > 0 && (
        <Group gap="xs" className={classes.progress}>
          <Progress value={(approved / count) * 100} color="teal" w={120} aria-label={t('board.progress')} />
          <Text size="sm">{t('board.approved', { approved, all: count })}</Text>
        </Group>
      )}
      {project.due_at && (
        <Text size="sm" c="dimmed">
          {t('board.due', { at: moment(project.due_at) })}
        </Text>
      )}
    </>
  )
}

function Gigs({ project }: { project: Project }) {
  const { t } = useTranslation()
  const gigs = useSubGigs(project.id)
  const schedule = useSchedule(project.id, seesWhole(project) && project.state !== 'draft')
  const critical = useMemo(() => new Set(schedule.data?.critical), [schedule.data])
  return (
    <Found query={gigs}>
      {(found) =>
        found.length === 0 ? (
          <Notice icon="board" title={t('board.empty')} words={t('board.emptyWords')} />
        ) : (
          <>
            {project.sub_gigs !== undefined && found.length < project.sub_gigs && gigs.isFetching && (
              <Text size="sm" c="dimmed" mb="xs">
                {t('board.reading', { read: found.length, all: project.sub_gigs })}
              </Text>
            )}
            <Filtered gigs={found} critical={critical} />
          </>
        )
      }
    </Found>
  )
}

function Filtered({ gigs, critical }: { gigs: SubGig[]; critical: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const search = useDeferredValue(route.useSearch())
  const navigate = route.useNavigate()
  const shown = useMemo(() => gigs.filter((gig) => matches(gig, search, critical)), [gigs, search, critical])
  return (
    <>
      <Filters gigs={gigs} hasCritical={critical.size > 0} />
      <Text className="unseen" role="status">
        {t('board.shown', { count: shown.length })}
      </Text>
      {shown.length === 0 ? (
        <Notice icon="search" title={t('board.none')} words={t('board.noneWords')}>
          <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
            {t('board.all')}
          </Button>
        </Notice>
      ) : (
        <Columns gigs={shown} critical={critical} />
      )}
    </>
  )
}

function Filters({ gigs, hasCritical }: { gigs: SubGig[]; hasCritical: boolean }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (change: BoardSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const roles = useMemo(() => values(gigs, (gig) => gig.role), [gigs])
  const countries = useMemo(() => values(gigs, (gig) => gig.seller?.country), [gigs])
  const sections = useMemo(() => sectionsOf(gigs), [gigs])
  const some = onlys.filter((only) => only !== 'critical' || hasCritical)
  return (
    <Group gap="xs" mb="md" role="search" aria-label={t('board.filters')}>
      <TextInput
        aria-label={t('board.find')}
        placeholder={t('board.find')}
        leftSection={<Icon name="search" size={16} />}
        value={search.q ?? ''}
        onChange={(event) => set({ q: event.currentTarget.value || undefined })}
        className={classes.find}
      />
      {roles.length > 1 && (
        <Select
          aria-label={t('board.role')}
          placeholder={t('board.role')}
          data={roles}
          value={search.role ?? null}
          onChange={(role) => set({ role: role ?? undefined })}
          clearable
          searchable
          w={160}
        />
      )}
      {sections.length > 1 && (
        <Select
          aria-label={t('board.section')}
          placeholder={t('board.section')}
          data={sections.map((one) => ({ value: String(one), label: t('board.sectionOf', { section: one + 1 }) }))}
          value={search.section === undefined ? null : String(search.section)}
          onChange={(one) => set({ section: one === null ? undefined : Number(one) })}
          limit={200}
          clearable
          searchable
          w={160}
        />
      )}
      {countries.length > 1 && (
        <Select
          aria-label={t('board.country')}
          placeholder={t('board.country')}
          value={search.country ?? null}
          data={countries.map((code) => ({ value: code, label: country(code) }))}
          onChange={(code) => set({ country: code ?? undefined })}
          clearable
          searchable
          w={160}
        />
      )}
      <Chip.Group
        multiple
        value={search.only ? [search.only] : []}
        onChange={(picked) => set({ only: picked.at(-1) as Only | undefined })}
      >
        <Group gap={6}>
          {some.map((only) => (
            <Chip key={only} value={only} variant="outline" size="sm">
              {t(`board.only.${only}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Group>
  )
}

function Columns({ gigs, critical }: { gigs: SubGig[]; critical: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const found = useMemo(() => byColumn(gigs), [gigs])
  if (!narrow) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a shorter way between links that Tab reaches too
      <div className={classes.board} onKeyDown={walk}>
        {[...found].map(([state, list]) => (
          <Column key={state} state={state} gigs={list} critical={critical} />
        ))}
      </div>
    )
  }
  const chosen = search.column && found.has(search.column) ? search.column : fullest(found)
  return (
    <>
      <fieldset className={classes.tabs}>
        <legend className="unseen">{t('board.columns')}</legend>
        {[...found].map(([state, list]) => (
          <button
            key={state}
            type="button"
            className={classes.tab}
            data-state={state}
            aria-pressed={state === chosen}
            onClick={() => void navigate({ search: (before) => ({ ...before, column: state }), replace: true })}
          >
            {t(`state.${state}`)}{' '}
            <Badge size="sm" variant="transparent" color="gray" c="inherit">
              {list.length}
            </Badge>
          </button>
        ))}
      </fieldset>
      <Column state={chosen} gigs={found.get(chosen) ?? []} critical={critical} />
    </>
  )
}

/** On a phone one column is shown at first: one where the reader has something to do, or else the one with most in it. */
function fullest(found: Map<SubGig['state'], SubGig[]>): SubGig['state'] {
  const weight = (list: SubGig[]) => list.filter((gig) => gig.next_action).length * 10_000 + list.length
  return [...found].reduce((best, one) => (weight(one[1]) > weight(best[1]) ? one : best))[0]
}

/** Moves the focus from card to card: up and down in a column, left and right between columns. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const steps: Record<string, [number, number]> = {
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
  }
  const step = steps[event.key]
  const card = (event.target as HTMLElement).closest('a[data-card]')
  if (!step || !card) return
  event.preventDefault()
  const lists = [...event.currentTarget.querySelectorAll('section')].map((section) => [
    ...section.querySelectorAll<HTMLElement>('a[data-card]'),
  ])
  const across = getComputedStyle(event.currentTarget).direction === 'rtl' ? -step[0] : step[0]
  let column = lists.findIndex((list) => list.includes(card as HTMLElement))
  const row = lists[column]?.indexOf(card as HTMLElement) ?? 0
  if (across === 0) {
    lists[column]?.[row + step[1]]?.focus()
    return
  }
  do column += across
  while (lists[column]?.length === 0)
  lists[column]?.[Math.min(row, (lists[column]?.length ?? 1) - 1)]?.focus()
}
