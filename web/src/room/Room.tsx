import { Button, Stack, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProject } from '../board/project'
import { api, ask, type Message, once, type Project, type Room as RoomOf } from '../contract/client'
import { is, useMe } from '../session/me'
import { PageHead } from '../show/Page'
import { Failed, Found, Loading, Notice } from '../show/States'
import { OneMessage } from './OneMessage'
import { PinAnswer } from './PinAnswer'
import { Reports } from './Reports'
import classes from './Room.module.css'
import { threads, useRooms, useTalk } from './room'
import { Say } from './Say'
import { Threads } from './Threads'

const route = getRouteApi('/projects/$projectID/room')

/** What people say in a room of a project. */
export function Room() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return <Found query={project}>{(found) => <Rooms project={found} />}</Found>
}

function Rooms({ project }: { project: Project }) {
  const { t } = useTranslation()
  const { in: name } = route.useSearch()
  const rooms = useRooms(project.id)
  return (
    <Found query={rooms}>
      {({ items }) => {
        const room = items.find((one) => one.name === name) ?? items[0]
        return (
          <div className={classes.page}>
            <PageHead title={t('room.title')}>
              <Link to="/projects/$projectID/room/people" params={{ projectID: project.id }}>
                {t('room.members')}
              </Link>
            </PageHead>
            {items.length > 1 && room && <Choice project={project.id} rooms={items} chosen={room.name} />}
            {room ? (
              <Talk key={room.name} project={project} room={room} />
            ) : (
              <Notice icon="note" title={t('room.noRoom')} words={t('room.noRoomWords')} />
            )}
          </div>
        )
      }}
    </Found>
  )
}

function Choice({ project, rooms, chosen }: { project: string; rooms: RoomOf[]; chosen: string }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('room.choose')} className={classes.choice}>
      {rooms.map((room) => (
        <Link
          key={room.name}
          to="/projects/$projectID/room"
          params={{ projectID: project }}
          search={{ in: room.name }}
          className={classes.place}
          aria-current={room.name === chosen ? 'page' : undefined}
        >
          {room.section === undefined ? t('room.everybody') : t('room.section', { number: room.section + 1 })}
        </Link>
      ))}
    </nav>
  )
}

function Talk({ project, room }: { project: Project; room: RoomOf }) {
  const { t } = useTranslation()
  const me = useMe()
  const talk = useTalk(project.id, room.name)
  const [answered, answer] = useState<Message | null>(null)
  const [pinned, pin] = useState<Message | null>(null)
  if (talk.error && !talk.data) return <Failed problem={talk.error} retry={() => void talk.refetch()} />
  if (!talk.data) return <Loading />
  const list = threads(talk.data.pages.flatMap((page) => page.items))
  const runs = project.producer.id === me.id || project.buyer.id === me.id
  const moderates = project.producer.id === me.id || is(me, 'operator')
  const one = (message: Message) => (
    <OneMessage
      message={message}
      stale={[['project', project.id, 'rooms']]}
      moderates={moderates}
      answer={room.may_say ? answer : undefined}
      pin={runs ? pin : undefined}
    />
  )
  return (
    <Stack>
      {moderates && <Reports projectID={project.id} />}
      {talk.hasNextPage && (
        <Button variant="default" onClick={() => void talk.fetchNextPage()} loading={talk.isFetchingNextPage}>
          {t('room.earlier')}
        </Button>
      )}
      {list.length === 0 && <Notice icon="note" title={t('room.none')} words={t('room.noneWords')} />}
      <Threads label={t('room.title')} list={list} one={one} />
      {pinned && <PinAnswer project={project.id} asked={pinned} close={() => pin(null)} />}
      {room.may_say ? (
        <Say
          label={t('room.say')}
          words={t('room.sayWords')}
          post={(body, key) =>
            ask(
              api.POST('/api/v1/projects/{id}/rooms/{room}/messages', {
                body,
                params: { path: { id: project.id, room: room.name }, header: once(key) },
              }),
            )
          }
          stale={[['project', project.id, 'rooms', room.name]]}
          project={project.id}
          answered={answered}
          stop={() => answer(null)}
        />
      ) : (
        <Text c="dimmed">{t('room.onlyRead')}</Text>
      )}
    </Stack>
  )
}
