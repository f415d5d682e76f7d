import { Stack } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type CommentRequest, type Delivery, type Message, once, type Project } from '../contract/client'
import { OneMessage } from '../room/OneMessage'
import { threads } from '../room/room'
import { Say } from '../room/Say'
import { Threads } from '../room/Threads'
import { is, useMe } from '../session/me'
import { Card } from '../show/Page'
import { Unread } from '../show/Wrong'
import { Where } from './Findings'
import { talkKey, useDeliveryTalk } from './talk'

/** A place in a delivery, as a comment names it. */
export type Spot = Pick<CommentRequest, 'seconds' | 'page'>

type Props = {
  project: Project
  delivery: Delivery
  spot: () => Spot
  go?: (seconds: number) => void
  turn?: (page: number) => void
}

/** What its seller and those who see the work say to each other about a delivery, or a place of it. It changes nothing. */
export function Talk({ project, delivery, spot, go, turn }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const talk = useDeliveryTalk(delivery.id, true)
  const [answered, answer] = useState<Message | null>(null)
  const stale = [talkKey(delivery.id)]
  const moderates = project.producer.id === me.id || is(me, 'operator')
  return (
    <Card title={t('talk.title')}>
      <Stack>
        <Unread query={talk} />
        <Threads
          label={t('talk.title')}
          list={threads(talk.data ?? [])}
          one={(message) => (
            <OneMessage
              message={message}
              stale={stale}
              where={
                <Where
                  from={message.spot.seconds}
                  page={message.spot.page}
                  row={message.spot.row}
                  at={placeOf(t, message)}
                  go={go}
                  turn={turn}
                />
              }
              moderates={moderates}
              answer={answer}
            />
          )}
        />
        <Say
          label={t('talk.say')}
          words={t('talk.words')}
          post={(body, key) =>
            ask(
              api.POST('/api/v1/deliveries/{id}/comments', {
                body: { ...body, ...(body.reply_to ? {} : spot()) },
                params: { path: { id: delivery.id }, header: once(key) },
              }),
            )
          }
          stale={stale}
          project={project.id}
          answered={answered}
          stop={() => answer(null)}
        />
      </Stack>
    </Card>
  )
}

/** What a time, a page or a row does not say: a file, or a place in the picture. */
function placeOf(t: TFunction<'words'>, { spot }: Message): string | undefined {
  return spot.path ?? (spot.x === undefined ? undefined : t(spot.width === undefined ? 'where.point' : 'where.area'))
}
