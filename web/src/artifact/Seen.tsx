import { Button } from '@mantine/core'
import { type RefObject, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link, Spot } from '../contract/client'
import { useDeck, useMediaDeck } from '../review/deck'
import { type Mark, Player } from '../review/Player'
import { areaOf, Sketch } from '../review/Sketch'
import sheet from '../review/Sketch.module.css'
import { FileLine } from '../show/FileLine'
import { lazyPart } from '../show/later'
import { Loading } from '../show/States'
import type { Chosen } from './Place'
import { readsRows } from './rows'
import { areaOfSpot, type RowName, spotOfArea } from './spot'

const Pages = lazyPart(() => import('../review/Pages').then((found) => found.Pages))
const Words = lazyPart(() => import('../review/Words').then((found) => found.Words))
const Rows = lazyPart(() => import('./Rows').then((found) => found.Rows))

type Props = {
  link: Link
  media: RefObject<HTMLMediaElement | null>
  marks: Mark[]
  onTime: (seconds: number) => void
  place: Chosen
  choose: (place: Partial<Chosen>) => void
  row: RowName
  grid: boolean // its picture has a cell for each
}

/** The result itself: heard, seen or read. What is pointed to in it is chosen. */
export function Seen(props: Props) {
  const { link, place, choose } = props
  const file = <FileLine name={link.name} size={link.size_bytes} type="" url={link.url} />
  const short = link.size_bytes < 1 << 20
  if (link.type.startsWith('application/pdf'))
    return (
      <Suspense fallback={<Loading rows={2} />}>
        <Pages link={link} shown={[]} strokes={[]} page={place.page} turn={(page) => choose({ page })} />
        {file}
      </Suspense>
    )
  if (short && readsRows(link.type))
    return (
      <Suspense fallback={<Loading rows={2} />}>
        <Rows link={link} name={props.row} row={place.row} choose={(row) => choose({ row })} />
        {file}
      </Suspense>
    )
  if (short && link.type.startsWith('text/'))
    return (
      <Suspense fallback={<Loading rows={2} />}>
        <Words link={link} />
        {file}
      </Suspense>
    )
  if (link.type.startsWith('image/') && link.type !== 'image/svg+xml')
    return (
      <Pointed {...props}>
        <img src={link.url} alt={link.name} className={sheet.picture} />
      </Pointed>
    )
  if (link.type.startsWith('video/') && props.grid) return <Grid {...props} />
  return <Player link={link} media={props.media} marks={props.marks} onTime={props.onTime} />
}

function Grid(props: Props) {
  const { at } = useDeck(useMediaDeck(props.media))
  const { onTime } = props
  useEffect(() => onTime(at), [onTime, at])
  return (
    <Pointed {...props}>
      {/* biome-ignore lint/a11y/useMediaCaption: it is somebody's work, and comes without captions */}
      <video
        ref={props.media as RefObject<HTMLVideoElement | null>}
        src={props.link.url}
        controls
        preload="metadata"
        className={sheet.film}
      />
    </Pointed>
  )
}

/** Lets one point to a picture, or circle a part of it. The numbers of the same are fields beside it. */
function Pointed({ place, choose, media, children }: Props & { children: React.ReactNode }) {
  const { t } = useTranslation()
  const [pointing, setPointing] = useState(false)
  const area = areaOfSpot(place.point)
  const mark = (point: Spot) => {
    choose({ point })
    setPointing(false)
  }
  return (
    <div>
      <Sketch
        strokes={[]}
        areas={area ? [area] : []}
        label={t('spot.marked')}
        draw={
          pointing
            ? (strokes) => {
                const drawn = areaOf(strokes)
                if (drawn) mark(spotOfArea(drawn))
              }
            : undefined
        }
      >
        {children}
      </Sketch>
      <Button
        size="xs"
        mt="xs"
        variant={pointing ? 'filled' : 'default'}
        aria-pressed={pointing}
        onClick={() => {
          media.current?.pause()
          setPointing(!pointing)
        }}
      >
        {t('spot.pointOut')}
      </Button>
    </div>
  )
}
