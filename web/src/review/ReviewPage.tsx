import { Kbd, SegmentedControl, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Delivery, type Link as FileLink, type Problem, type SubGig } from '../contract/client'
import { useDelivery } from '../delivery/delivery'
import { Findings } from '../delivery/Findings'
import { Notes } from '../delivery/Notes'
import { Clock } from '../show/Clock'
import { Card, PageHead } from '../show/Page'
import { State } from '../show/State'
import { Found } from '../show/States'
import { useSubGig } from '../subgig/subgig'
import { Decision } from './Decision'
import { type Mark, Player } from './Player'
import classes from './Review.module.css'
import { keys, useKeys } from './useKeys'

const route = getRouteApi('/deliveries/$deliveryID')

/** One version of a sub-gig's result beside its brief: heard or seen, judged by the machine, and decided by people. */
export function ReviewPage() {
  const { deliveryID } = route.useParams()
  const delivery = useDelivery(deliveryID)
  return <Found query={delivery}>{(found) => <WithGig delivery={found} />}</Found>
}

function WithGig({ delivery }: { delivery: Delivery }) {
  const gig = useSubGig(delivery.sub_gig_id)
  return <Found query={gig}>{(found) => <Room key={delivery.id} delivery={delivery} gig={found} />}</Found>
}

function Room({ delivery, gig }: { delivery: Delivery; gig: SubGig }) {
  const { t } = useTranslation()
  const media = useRef<HTMLMediaElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [name, setName] = useState(delivery.files[0]?.name ?? '')
  const marks = useMemo(() => marksOf(delivery, name), [delivery, name])
  useKeys(
    media,
    useCallback(() => field.current?.focus(), []),
  )
  const go = (seconds: number) => {
    if (media.current) media.current.currentTime = seconds
  }
  const decides = gig.next_action === 'review' && gig.delivery_id === delivery.id
  return (
    <div className={classes.page}>
      <Text size="sm" mb={2}>
        <Link to="/sub-gigs/$subGigID" params={{ subGigID: gig.id }} className={classes.up}>
          {gig.title}
        </Link>
      </Text>
      <PageHead title={t('review.title', { title: gig.title, version: delivery.version })}>
        <State state={delivery.state} />
        {decides && <Clock due={gig.due_at} stopped={gig.stopped} overdue={gig.overdue} />}
      </PageHead>
      <div className={classes.columns}>
        <Stack gap="md" miw={0}>
          <Card>
            {delivery.files.length > 1 && (
              <SegmentedControl
                value={name}
                onChange={setName}
                data={delivery.files.map((file) => file.name)}
                mb="md"
                aria-label={t('review.files')}
                className={classes.files}
              />
            )}
            <Shown key={name} delivery={delivery} name={name} media={media} marks={marks} />
            {delivery.note && <Text className={classes.words}>{delivery.note}</Text>}
          </Card>
          {delivery.inspection && <Findings inspection={delivery.inspection} go={go} />}
          {delivery.reviews.map((review) => (
            <Notes key={review.id} review={review} brief={gig.brief} go={go} />
          ))}
          <Card title={t('review.keys')}>
            <ul className={classes.keys}>
              {keys.map((key) => (
                <li key={key}>
                  <Kbd>{t(`keys.${key}.key`)}</Kbd> {t(`keys.${key}.does`)}
                </li>
              ))}
            </ul>
          </Card>
        </Stack>
        <Stack gap="md" miw={0}>
          <Card title={t('subGig.brief')}>
            <ol className={classes.brief}>
              {gig.brief.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ol>
          </Card>
          {decides && (
            <Card title={t('review.decide')}>
              <Decision
                gig={gig}
                delivery={delivery}
                field={field}
                go={go}
                now={() => media.current?.currentTime}
                hold={() => media.current?.pause()}
              />
            </Card>
          )}
        </Stack>
      </div>
    </div>
  )
}

/** What the machine and former reviews say about places in a file. */
function marksOf(delivery: Delivery, name: string): Mark[] {
  const out: Mark[] = []
  for (const one of delivery.inspection?.findings ?? []) {
    if ((!one.file || one.file === name) && one.to_seconds)
      out.push({ from: one.from_seconds ?? 0, to: one.to_seconds, grave: true })
  }
  for (const note of delivery.reviews.flatMap((review) => review.notes)) {
    if (note.from_seconds !== undefined) out.push({ from: note.from_seconds, to: note.to_seconds })
  }
  return out
}

const linksHold = 4 * 60_000

function Shown({
  delivery,
  name,
  media,
  marks,
}: {
  delivery: Delivery
  name: string
  media: React.RefObject<HTMLMediaElement | null>
  marks: Mark[]
}) {
  const link = useQuery<FileLink, Problem>({
    queryKey: ['file', delivery.id, name], // no event changes it: another address would stop what plays
    queryFn: () =>
      ask(api.GET('/api/v1/deliveries/{id}/files/{name}', { params: { path: { id: delivery.id, name } } })),
    staleTime: linksHold,
    refetchOnWindowFocus: false,
    retry: false,
  })
  return <Found query={link}>{(found) => <Player link={found} media={media} marks={marks} />}</Found>
}
