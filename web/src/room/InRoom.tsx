import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { seesWhole, useProject } from '../board/project'
import { api, ask, once, type RoomList, type ShowingRequest } from '../contract/client'
import { Card, PageHead } from '../show/Page'
import { Face } from '../show/People'
import { Found, Notice } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { partOf } from './part'
import classes from './Room.module.css'
import { useRooms, useSpeakers } from './room'

const route = getRouteApi('/projects/$projectID/room/people')

/** Who is in the rooms of a project, by the names that the reader may know. */
export function InRoom() {
  const { t } = useTranslation()
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  const rooms = useRooms(projectID)
  return (
    <Found query={project}>
      {(found) => (
        <div className={classes.page}>
          <PageHead title={t('speakers.title')}>
            <Link to="/projects/$projectID/room" params={{ projectID }} search={{}}>
              {t('room.title')}
            </Link>
          </PageHead>
          <Found query={rooms}>
            {(list) => (
              <Stack>
                {list.items[0] ? (
                  <Speakers project={projectID} room={list.items[0].name} />
                ) : (
                  <Notice icon="person" title={t('room.noRoom')} words={t('room.noRoomWords')} />
                )}
                {!seesWhole(found) && list.items.length > 0 && <Shown project={projectID} shows={list.shows} />}
              </Stack>
            )}
          </Found>
        </div>
      )}
    </Found>
  )
}

function Speakers({ project, room }: { project: string; room: string }) {
  const { t } = useTranslation()
  const speakers = useSpeakers(project, room)
  return (
    <Card title={t('speakers.room')}>
      <Found query={speakers}>
        {(list) => (
          <ul className={classes.people}>
            {list.map((one) => (
              <li key={one.id}>
                <Face person={{ id: one.id, name: one.name, handle: one.mention }} />
                <Text component="span" fw={550}>
                  {one.name}
                </Text>
                <Text component="span" size="sm" c="dimmed">
                  {partOf(t, one)}
                  {one.sub_gig && one.sub_gig !== one.name && ` · ${one.sub_gig}`}
                  {one.you ? ` · ${t('speakers.you')}` : ` · @${one.mention}`}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Found>
    </Card>
  )
}

const showings = ['part', 'handle', 'name'] as const

/** How the other sellers see the reader. Buyer and producer see name and handle in any case. */
function Shown({ project, shows }: { project: string; shows: RoomList['shows'] }) {
  const { t } = useTranslation()
  const narrow = useMediaQuery('(max-width: 36em)', undefined, { getInitialValueInEffect: false })
  const choose = useCommand<ShowingRequest, RoomList>(
    (body, key) =>
      ask(api.PUT('/api/v1/projects/{id}/rooms/name', { body, params: { path: { id: project }, header: once(key) } })),
    { stale: [['project', project, 'rooms']], done: t('speakers.chosen') },
  )
  return (
    <Card title={t('speakers.shown')}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t('speakers.shownWords')}
        </Text>
        <SegmentedControl
          orientation={narrow ? 'vertical' : 'horizontal'}
          aria-label={t('speakers.shown')}
          value={choose.data?.shows ?? shows}
          onChange={(value) => choose.mutate({ shows: value as ShowingRequest['shows'] })}
          data={showings.map((value) => ({ value, label: t(`speakers.shows.${value}`) }))}
        />
        <Wrong problem={choose.error} />
      </Stack>
    </Card>
  )
}
