import { ActionIcon, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link } from '../contract/client'
import { FileLine } from '../show/FileLine'
import { Icon } from '../show/icons'
import { position } from '../words/time'
import { useDeck, useMediaDeck } from './deck'
import classes from './Player.module.css'
import { readPeaks } from './peaks'
import { Waveform } from './Waveform'

/** A place that is marked on a sound: a note, or what the machine found. */
export type Mark = { from: number; to?: number; grave?: boolean }

type Props = {
  link: Link
  media: RefObject<HTMLMediaElement | null>
  marks: Mark[]
  onTime?: (seconds: number) => void
}

/** Plays what a browser can play, shows what it can show, and offers the rest to be fetched. */
export function Player(props: Props) {
  const { link } = props
  if (link.type.startsWith('audio/')) return <Sound {...props} />
  if (link.type.startsWith('video/')) return <Film {...props} />
  if (link.type.startsWith('image/') && link.type !== 'image/svg+xml') {
    return <img src={link.url} alt={link.name} className={classes.picture} />
  }
  return <FileLine name={link.name} size={link.size_bytes} type={link.type} url={link.url} />
}

function Sound({ link, media, marks, onTime }: Props) {
  const { t } = useTranslation()
  const deck = useMediaDeck(media)
  const state = useDeck(deck)
  useEffect(() => onTime?.(state.at), [onTime, state.at])
  // The address of a file changes with every signature; what is in it does not.
  const peaks = useQuery({
    queryKey: ['peaks', link.url.split('?')[0]],
    queryFn: ({ signal }) => readPeaks(link.url, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled: link.size_bytes < 64 << 20,
  })
  const seconds = deck.seconds() || peaks.data?.seconds || 0
  return (
    <div className={classes.sound}>
      {/* biome-ignore lint/a11y/useMediaCaption: it is somebody's work, and comes without captions */}
      <audio ref={media as RefObject<HTMLAudioElement | null>} src={link.url} preload="metadata" />
      <div className={classes.transport}>
        <ActionIcon
          size="xl"
          radius="xl"
          variant="filled"
          onClick={deck.toggle}
          aria-label={t(state.playing ? 'player.pause' : 'player.play')}
        >
          <Icon name={state.playing ? 'pause' : 'play'} size={22} />
        </ActionIcon>
        <Text className={classes.time}>
          {position(state.at)} / {position(seconds)}
        </Text>
        <Text size="sm" c="dimmed" className={classes.name}>
          {link.name}
          {link.preview ? ` · ${t('player.preview')}` : ''}
        </Text>
      </div>
      {peaks.data && (
        <Waveform
          peaks={peaks.data}
          at={state.at}
          seconds={seconds}
          marks={marks}
          seek={deck.seek}
          label={t('player.waveform', { name: link.name })}
        />
      )}
      <input
        type="range"
        className={classes.slider}
        min={0}
        max={seconds || 1}
        step={0.1}
        value={Math.min(state.at, seconds)}
        onChange={(event) => deck.seek(Number(event.currentTarget.value))}
        aria-label={t('player.position')}
        aria-valuetext={position(state.at)}
      />
    </div>
  )
}

function Film({ link, media, onTime }: Props) {
  const { at } = useDeck(useMediaDeck(media))
  useEffect(() => onTime?.(at), [onTime, at])
  return (
    // biome-ignore lint/a11y/useMediaCaption: it is somebody's work, and comes without captions
    <video
      ref={media as RefObject<HTMLVideoElement | null>}
      src={link.url}
      controls
      preload="metadata"
      className={classes.film}
    />
  )
}
