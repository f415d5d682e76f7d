import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Area,
  api,
  ask,
  type Delivery,
  type FileFacts,
  type Link as FileLink,
  type Problem,
} from '../contract/client'
import { FileLine } from '../show/FileLine'
import { lazyPart } from '../show/later'
import { Found, Loading } from '../show/States'
import { position } from '../words/time'
import { type Deck, useDeck, useMediaDeck } from './deck'
import type { NotePlace } from './notes'
import { Sketch, type Strokes } from './Sketch'
import classes from './Sketch.module.css'
import { useKeys } from './useKeys'
import { type Look, Versions } from './Versions'

const Pages = lazyPart(() => import('./Pages').then((found) => found.Pages))
const Words = lazyPart(() => import('./Words').then((found) => found.Words))

export type FileProps = {
  delivery: Delivery
  before?: Delivery
  file: string
  shown: NotePlace[] // what notes and findings point to
  strokes: Strokes
  draw?: (strokes: Strokes) => void
  page: number
  turn: (page: number) => void
  start: number
  onDeck: (deck: Deck | null) => void
}

const linksHold = 4 * 60_000

/** The link to a file of a delivery, or to its preview. It is asked for again when the state changes: what is approved is paid. */
function useFile(delivery: Delivery | undefined, file: string, state: Delivery['state']) {
  const name = delivery?.files.find((one) => one.name === file)?.name ?? delivery?.files[0]?.name ?? ''
  return useQuery<FileLink, Problem>({
    queryKey: ['file', delivery?.id, name, state], // no event changes it: another address would stop what plays
    enabled: !!delivery && name !== '',
    queryFn: () =>
      ask(api.GET('/api/v1/deliveries/{id}/files/{name}', { params: { path: { id: delivery?.id ?? '', name } } })),
    staleTime: linksHold,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

/** Everything that stands for a file while it waits in the vault. */
function usePreviews(delivery: Delivery, file: string) {
  return useQuery({
    queryKey: ['previews', delivery.id, file],
    queryFn: () =>
      ask(
        api.GET('/api/v1/deliveries/{id}/files/{name}/previews', {
          params: { path: { id: delivery.id, name: file || delivery.files[0]?.name || '' } },
        }),
      ),
    staleTime: linksHold,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

/** A delivery that is looked at: a film by its pictures, pages, a picture, or a text against the version before. */
export function FileRoom(props: FileProps) {
  const link = useFile(props.delivery, props.file, props.delivery.state)
  const old = useFile(props.before, props.file, props.delivery.state)
  return <Found query={link}>{(found) => <Seen {...props} link={found} old={old.data} />}</Found>
}

type SeenProps = FileProps & { link: FileLink; old?: FileLink }

function Seen(props: SeenProps) {
  const { link, old } = props
  const facts = props.delivery.inspection?.files.find((one) => one.name === props.file)
  if (link.type.startsWith('video/')) return <Film {...props} facts={facts} />
  if (link.type.startsWith('image/') && link.type !== 'image/svg+xml') return <Picture {...props} />
  const wait = <Loading rows={2} />
  if (link.type.startsWith('application/pdf'))
    return (
      <Suspense fallback={wait}>
        {link.preview ? <Proof {...props} /> : <Pages {...props} />}
        <FileLine name={link.name} size={link.size_bytes} type="" url={link.url} />
      </Suspense>
    )
  if ((facts?.type ?? link.type).startsWith('text/') && link.size_bytes < 1 << 20)
    return (
      <Suspense fallback={wait}>
        <Words link={link} before={old?.preview ? undefined : old} />
        <FileLine name={link.name} size={link.size_bytes} type="" url={link.url} />
      </Suspense>
    )
  return <FileLine name={link.name} size={link.size_bytes} type={link.type} url={link.url} />
}

/** The pages that stand for what waits in the vault: as they are, or with what changed since the version before. */
function Proof(props: SeenProps) {
  const { t } = useTranslation()
  const previews = usePreviews(props.delivery, props.file)
  const changes = previews.data?.items.find((one) => one.name.includes('.changes-'))
  const [look, setLook] = useState<Look>('this')
  useKeys(null, { v: () => changes && setLook(look === 'this' ? 'compare' : 'this') })
  return (
    <div>
      {changes && <Versions look={look} choose={setLook} other={t('room.difference')} />}
      {changes && look === 'compare' ? <Pages {...props} link={changes} draw={undefined} /> : <Pages {...props} />}
    </div>
  )
}

function Film({ link, facts, strokes, draw, shown, onDeck, start }: SeenProps & { facts?: FileFacts }) {
  const { t } = useTranslation()
  const media = useRef<HTMLVideoElement>(null)
  const deck = useMediaDeck(media)
  const { at, playing } = useDeck(deck)
  const frame = 1 / (facts?.video?.frame_rate || 25)
  useKeys(deck, undefined, frame)
  useEffect(() => {
    onDeck(deck)
    if (start > 0) deck.seek(start)
    return () => onDeck(null)
  }, [deck, onDeck, start])
  // What names no moment is about the whole film, as bars beside its pictures are.
  const here = shown.filter((one) => one.from_seconds === undefined || Math.abs(one.from_seconds - at) < frame * 2)
  return (
    <div>
      <Sketch {...drawn(here, strokes)} draw={playing ? undefined : draw} label={t('room.drawn')}>
        {/* biome-ignore lint/a11y/useMediaCaption: it is somebody's work, and comes without captions */}
        <video ref={media} src={link.url} preload="metadata" className={classes.film} aria-label={link.name} />
      </Sketch>
      <Group mt="xs" gap="sm">
        <Button size="xs" onClick={deck.toggle}>
          {t(playing ? 'player.pause' : 'player.play')}
        </Button>
        <Text size="sm">
          {position(at)} / {position(deck.seconds())} · {t('room.frame', { frame: Math.floor(at / frame + 0.01) })}
        </Text>
      </Group>
      <input
        type="range"
        className={classes.slider}
        dir="ltr"
        min={0}
        max={deck.seconds() || 1}
        step={frame}
        value={at}
        aria-label={t('player.position')}
        aria-valuetext={position(at)}
        onChange={(event) => deck.seek(Number(event.currentTarget.value))}
      />
    </div>
  )
}

/** What was drawn on a page or picture, and the areas that notes and findings name without a drawing. */
export function drawn(shown: NotePlace[], strokes: Strokes): { strokes: Strokes; areas: Area[] } {
  return {
    strokes: [...strokes, ...shown.flatMap((one) => one.drawing ?? [])],
    areas: shown.flatMap((one) => (one.area && !one.drawing?.length ? [one.area] : [])),
  }
}

function Picture({ link, old, shown, strokes, draw }: SeenProps) {
  const { t } = useTranslation()
  const [look, setLook] = useState<Look>('this')
  const [part, setPart] = useState(50)
  const compare = look === 'compare' && old
  useKeys(null, { v: () => old && setLook(look === 'this' ? 'compare' : 'this') })
  const picture: ReactNode = <img src={link.url} alt={link.name} className={classes.picture} />
  return (
    <div>
      {old?.type.startsWith('image/') && <Versions look={look} choose={setLook} other={t('room.compare')} />}
      {compare ? (
        <>
          <div className={classes.compare} dir="ltr">
            {picture}
            <div className={classes.over} style={{ clipPath: `inset(0 ${100 - part}% 0 0)` }}>
              <img src={compare.url} alt={t('room.before', { name: compare.name })} />
            </div>
          </div>
          <input
            type="range"
            className={classes.slider}
            dir="ltr"
            value={part}
            aria-label={t('room.comparePart')}
            onChange={(event) => setPart(Number(event.currentTarget.value))}
          />
        </>
      ) : (
        <Sketch {...drawn(shown, strokes)} draw={draw} label={t('room.drawn')}>
          {picture}
        </Sketch>
      )}
    </div>
  )
}
