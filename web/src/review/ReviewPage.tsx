import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProject } from '../board/project'
import type { Delivery, SubGig } from '../contract/client'
import { useDelivery } from '../delivery/delivery'
import { type Finding, Findings } from '../delivery/Findings'
import { Said } from '../delivery/Rights'
import { Talk } from '../delivery/Talk'
import { talks } from '../delivery/talk'
import { Clock } from '../show/Clock'
import { Card, PageHead } from '../show/Page'
import { State } from '../show/State'
import { Found, Loading } from '../show/States'
import { Wrong } from '../show/Wrong'
import { useDeliveries, useSubGig } from '../subgig/subgig'
import { Decision } from './Decision'
import type { Deck } from './deck'
import { FileRoom } from './FileRoom'
import { Keys } from './Keys'
import type { Stretch } from './Lanes'
import { NewNote } from './NewNote'
import { NoteList } from './NoteList'
import { allNotes, beside, marksOf, type NotePlace, placeOf } from './notes'
import classes from './Review.module.css'
import { advises, useRound } from './round'
import { areaOf, type Strokes } from './Sketch'
import { SoundRoom } from './SoundRoom'
import { useKeys } from './useKeys'

const route = getRouteApi('/deliveries/$deliveryID')

/** One version of a sub-gig's result beside its brief: heard or seen, judged by the machine, and decided by people. */
export function ReviewPage() {
  const { deliveryID } = route.useParams()
  const delivery = useDelivery(deliveryID)
  return <Found query={delivery}>{(found) => <WithGig delivery={found} />}</Found>
}

function WithGig({ delivery }: { delivery: Delivery }) {
  const gig = useSubGig(delivery.sub_gig_id)
  const versions = useDeliveries(delivery.sub_gig_id)
  const { v } = route.useSearch()
  const other = v !== delivery.version && versions.data?.find((one) => one.version === v)
  if (other) return <Navigate to="." params={{ deliveryID: other.id }} search={(old) => old} replace />
  if (versions.isLoading) return <Loading /> // what sounds is set up once, with the version before it
  return (
    <Found query={gig}>
      {(found) => <Room key={delivery.id} delivery={delivery} gig={found} versions={versions.data ?? []} />}
    </Found>
  )
}

type Props = { delivery: Delivery; gig: SubGig; versions: Delivery[] }

function Room({ delivery, gig, versions }: Props) {
  const { t } = useTranslation()
  const { t: start = 0, note: linked = 0 } = route.useSearch()
  const field = useRef<HTMLTextAreaElement>(null)
  const [file, setFile] = useState(delivery.files[0]?.name ?? '')
  const project = useProject(delivery.project_id).data
  const mayNote = advises(project)
  const round = useRound(delivery.id, mayNote)
  const { waiting } = round
  const [deck, setDeck] = useState<Deck | null>(null)
  const [range, setRange] = useState<Stretch | null>(null)
  const [strokes, setStrokes] = useState<Strokes>([])
  const [drawing, setDrawing] = useState(false)
  const [page, setPage] = useState(1)
  const [chosen, setChosen] = useState(linked - 1)
  const [found, setFound] = useState<NotePlace | null>(null) // what the machine found and is looked at
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure()

  const before = versions.find((one) => one.version < delivery.version && one.state !== 'withdrawn')
  const said = useMemo(() => allNotes(delivery, before, waiting), [delivery, before, waiting])
  const marks = useMemo(() => marksOf(delivery, file, waiting), [delivery, file, waiting])
  const marksBefore = useMemo(() => (before ? marksOf(before, file, []) : []), [before, file])
  const facts = delivery.inspection?.files.find((one) => one.name === file)
  const sounds = !!facts?.audio && !facts.video
  const paged = facts?.pdf !== undefined
  const decides = gig.next_action === 'review' && gig.delivery_id === delivery.id

  const point = useCallback((): NotePlace => {
    const several = delivery.files.length > 1 ? { file } : {}
    const drawn = strokes.length > 0 ? { drawing: strokes, area: areaOf(strokes) } : {}
    const where = paged ? { page } : {}
    if (range)
      return { ...several, ...drawn, ...where, from_seconds: seconds(range.from), to_seconds: seconds(range.to) }
    return { ...several, ...drawn, ...where, ...(deck ? { from_seconds: seconds(deck.now()) } : {}) }
  }, [delivery, file, strokes, paged, page, range, deck])

  const spot = () => {
    const at = point()
    return { seconds: at.from_seconds, page: at.page }
  }

  const show = (place: NotePlace) => {
    if (place.file && delivery.files.some((one) => one.name === place.file)) setFile(place.file)
    if (place.page) setPage(place.page)
    if (place.from_seconds !== undefined) deck?.seek(place.from_seconds)
  }
  const choose = (at: number) => {
    const note = said[at]?.note
    if (!note) return
    setChosen(at)
    setFound(null)
    show(note)
  }
  const look = (finding: Finding) => {
    const place = placeOf(finding)
    setChosen(-1)
    setFound(place)
    show(place)
  }
  // A link to a note goes there once, when there is something that can go.
  const gone = useRef(false)
  useEffect(() => {
    const note = said[linked - 1]?.note
    if (gone.current || !note || (sounds && !deck)) return
    gone.current = true
    if (note.page) setPage(note.page)
    if (note.from_seconds !== undefined) deck?.seek(note.from_seconds)
  }, [linked, said, deck, sounds])
  useKeys(null, {
    c: () => field.current?.focus(),
    n: () => choose(beside(said.length, chosen, 1)),
    p: () => choose(beside(said.length, chosen, -1)),
    '?': openHelp,
  })

  const pointed = found ?? said[chosen]?.note
  const places = [...(pointed ? [pointed] : []), ...waiting.map((one) => one.note)]
  const shown = places.filter((one) => !one.file || one.file === file)
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
        <Button variant="subtle" size="xs" onClick={openHelp}>
          {t('review.keys')}
        </Button>
      </PageHead>
      <Versions versions={versions} now={delivery} />
      <div className={classes.columns}>
        <Stack gap="md" miw={0}>
          <Card>
            {delivery.files.length > 1 && (
              <SegmentedControl
                value={file}
                onChange={setFile}
                data={delivery.files.map((one) => one.name)}
                mb="md"
                aria-label={t('review.files')}
                className={classes.files}
              />
            )}
            {sounds ? (
              <SoundRoom
                gig={gig}
                delivery={delivery}
                before={before}
                file={file}
                marks={marks}
                marksBefore={marksBefore}
                range={range}
                mark={setRange}
                start={start}
                onDeck={setDeck}
              />
            ) : (
              <FileRoom
                key={file}
                delivery={delivery}
                before={before}
                file={file}
                shown={shown}
                strokes={strokes}
                draw={drawing ? setStrokes : undefined}
                page={page}
                turn={setPage}
                start={start}
                onDeck={setDeck}
              />
            )}
            {mayNote && !sounds && (facts?.image || facts?.pdf || facts?.video) && (
              <Group mt="sm" gap="xs">
                <Button
                  size="xs"
                  variant={drawing ? 'filled' : 'default'}
                  aria-pressed={drawing}
                  onClick={() => setDrawing(!drawing)}
                >
                  {t('room.draw')}
                </Button>
                {strokes.length > 0 && (
                  <Button size="xs" variant="subtle" onClick={() => setStrokes(strokes.slice(0, -1))}>
                    {t('room.undo')}
                  </Button>
                )}
              </Group>
            )}
            {delivery.note && <Text className={classes.words}>{delivery.note}</Text>}
            {delivery.declaration && <Said of={delivery.declaration} />}
          </Card>
          {delivery.inspection && (
            <Findings
              inspection={delivery.inspection}
              go={deck ? (at) => deck.seek(at) : undefined}
              turn={paged ? setPage : undefined}
              look={look}
            />
          )}
        </Stack>
        <Stack gap="md" miw={0}>
          {mayNote && (
            <Card title={t(decides ? 'review.decide' : 'review.note')}>
              <Stack>
                <NewNote
                  brief={gig.brief}
                  round={round}
                  point={point}
                  noted={() => {
                    setRange(null)
                    setStrokes([])
                  }}
                  field={field}
                  hold={() => deck?.hold()}
                />
                {decides && <Decision gig={gig} delivery={delivery} waiting={waiting} />}
              </Stack>
            </Card>
          )}
          <NoteList said={said} chosen={chosen} choose={choose} drop={mayNote ? round.drop.mutate : undefined} />
          <Wrong problem={round.drop.error} />
          {project && talks(project) && (
            <Talk
              project={project}
              delivery={delivery}
              spot={spot}
              go={deck ? (at) => deck.seek(at) : undefined}
              turn={paged ? setPage : undefined}
            />
          )}
          {delivery.reviews.map((review) => (
            <Text key={review.id} size="sm" fw={600} role="status">
              {t(`review.decided.${review.decision}`)}
            </Text>
          ))}
          <Card title={t('subGig.brief')}>
            <ol className={classes.brief}>
              {gig.brief.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ol>
          </Card>
        </Stack>
      </div>
      <Modal
        opened={help}
        onClose={closeHelp}
        title={t('review.keys')}
        centered
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Keys />
      </Modal>
    </div>
  )
}

/** Seconds to the millisecond: more is not meant by a hand. */
function seconds(moment: number): number {
  return Math.round(moment * 1000) / 1000
}

function Versions({ versions, now }: { versions: Delivery[]; now: Delivery }) {
  const { t } = useTranslation()
  if (versions.length < 2) return null
  return (
    <nav aria-label={t('delivery.title')} className={classes.versions}>
      {versions.map((one) => (
        <Link
          key={one.id}
          to="/deliveries/$deliveryID"
          params={{ deliveryID: one.id }}
          className={classes.version}
          aria-current={one.id === now.id ? 'page' : undefined}
        >
          {t('delivery.version', { version: one.version })}
        </Link>
      ))}
    </nav>
  )
}
