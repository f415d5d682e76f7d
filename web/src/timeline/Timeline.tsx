import { Chip, Group, SegmentedControl, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProject, useSchedule } from '../board/project'
import type { Schedule, Slot } from '../contract/client'
import { Card, PageHead } from '../show/Page'
import { Found, Notice } from '../show/States'
import { fully, lasting, moment } from '../words/time'
import { Gantt } from './Gantt'
import { SlotTable } from './SlotTable'
import { arranged, type TimelineSearch, zooms } from './search'
import classes from './Timeline.module.css'

const route = getRouteApi('/projects/$projectID/timeline')

/** When everything is to happen, what room there is, and which sub-gigs decide about the end. */
export function Timeline() {
  const { t } = useTranslation()
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  const schedule = useSchedule(projectID, true)
  return (
    <Found query={project}>
      {() => (
        <Found query={schedule}>
          {(found) => (
            <div className={classes.page}>
              <PageHead title={t('timeline.title')} />
              {found.items.length === 0 ? (
                <Notice icon="timeline" title={t('timeline.none')} words={t('timeline.noneWords')} />
              ) : (
                <Planned schedule={found} />
              )}
            </div>
          )}
        </Found>
      )}
    </Found>
  )
}

function Planned({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const slots = useMemo(() => arranged(schedule.items, search), [schedule.items, search])
  return (
    <>
      <Outlook schedule={schedule} />
      <Choices />
      <Text className="unseen" role="status">
        {t('board.shown', { count: slots.length })}
      </Text>
      {slots.length === 0 ? (
        <Notice icon="search" title={t('board.none')} words={t('board.noneWords')} />
      ) : search.as === 'table' ? (
        <SlotTable slots={slots} />
      ) : (
        <Gantt schedule={schedule} slots={slots} zoom={search.zoom} />
      )}
    </>
  )
}

/** The forecast in a sentence, and the chain that decides about it. */
function Outlook({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation()
  const slots = useMemo(() => new Map(schedule.items.map((slot) => [slot.sub_gig_id, slot])), [schedule.items])
  const chain = schedule.critical.map((id) => slots.get(id)).filter((slot): slot is Slot => slot !== undefined)
  const slack = schedule.slack_seconds
  return (
    <Card>
      <p className={classes.outlook}>
        <time dateTime={schedule.finish_at} title={fully(schedule.finish_at)} className={classes.finish}>
          {moment(schedule.finish_at)}
        </time>
        <span>{t('timeline.finish')}</span>
        {slack !== undefined && (
          <span className={classes.slack} data-late={slack < 0}>
            {t(slack < 0 ? 'timeline.late' : 'timeline.early', { time: lasting(Math.abs(slack)) })}
          </span>
        )}
      </p>
      <Text size="sm" c="dimmed">
        {t('timeline.words')}
      </Text>
      {chain.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="sm">
            {t('timeline.chain')}
          </Text>
          <ol className={classes.chain}>
            {chain.slice(0, chainShown).map((slot) => (
              <li key={slot.sub_gig_id}>
                <Link to="/sub-gigs/$subGigID" params={{ subGigID: slot.sub_gig_id }}>
                  {slot.title}
                </Link>
              </li>
            ))}
            {chain.length > chainShown && <li>{t('timeline.chainMore', { count: chain.length - chainShown })}</li>}
          </ol>
        </>
      )}
    </Card>
  )
}

const chainShown = 30

function Choices() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (change: TimelineSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  return (
    <Group gap="xs" my="md" role="search" aria-label={t('timeline.choices')}>
      <SegmentedControl
        aria-label={t('timeline.as')}
        value={search.as ?? 'chart'}
        onChange={(as) => set({ as: as === 'table' ? 'table' : undefined })}
        data={[
          { value: 'chart', label: t('timeline.chart') },
          { value: 'table', label: t('timeline.table') },
        ]}
      />
      {search.as !== 'table' && (
        <SegmentedControl
          aria-label={t('timeline.zoom')}
          value={search.zoom ?? 'all'}
          onChange={(zoom) => set({ zoom: zooms.find((one) => one === zoom) })}
          data={[
            { value: 'all', label: t('timeline.all') },
            ...zooms.map((one) => ({ value: one, label: t(`timeline.${one}`) })),
          ]}
        />
      )}
      <Chip
        variant="outline"
        size="sm"
        checked={search.only === 'critical'}
        onChange={(on) => set({ only: on ? 'critical' : undefined })}
      >
        {t('board.only.critical')}
      </Chip>
      <Chip
        variant="outline"
        size="sm"
        checked={search.order === 'start'}
        onChange={(on) => set({ order: on ? 'start' : undefined })}
      >
        {t('timeline.byStart')}
      </Chip>
    </Group>
  )
}
