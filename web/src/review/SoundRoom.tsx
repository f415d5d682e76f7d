import { ActionIcon, Group, SegmentedControl, Switch, Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { seesWhole, useProject } from '../board/project'
import type { Delivery, Stem, SubGig } from '../contract/client'
import { Icon } from '../show/icons'
import { Found } from '../show/States'
import { position } from '../words/time'
import { type Deck, useDeck } from './deck'
import { type Lane, Lanes, type Stretch } from './Lanes'
import classes from './Lanes.module.css'
import { type Desk, type Hearing, levels, type Voice } from './levels'
import { Mixer, type Track } from './Mixer'
import type { Mark } from './Player'
import player from './Player.module.css'
import { idOf, useDeliveryStems, useStems, useWaves } from './stems'
import { useKeys } from './useKeys'

type Props = {
  gig: SubGig
  delivery: Delivery
  before?: Delivery
  file: string
  marks: Mark[]
  marksBefore: Mark[]
  range: Stretch | null
  mark: (range: Stretch | null) => void
  start: number
  onDeck: (deck: Deck | null) => void
}

/** A delivery that sounds: by itself, in the mix, or the mix without it; against the version before, equally loud. */
export function SoundRoom(props: Props) {
  const stems = useDeliveryStems(props.delivery.id)
  return <Found query={stems}>{(own) => <WithOthers {...props} own={own} />}</Found>
}

function WithOthers(props: Props & { own: Stem[] }) {
  const { gig, before, own, file } = props
  const old = useDeliveryStems(before?.id)
  const project = useProject(gig.project_id)
  const whole = project.data !== undefined && seesWhole(project.data)
  const others = useStems(gig.project_id, whole) // sellers hear their own alone
  const mine = own.find((stem) => stem.file === file) ?? own[0]
  const former = old.data?.find((stem) => stem.file === file) ?? old.data?.[0]
  const rest = useMemo(() => (others.data ?? []).filter((stem) => stem.sub_gig_id !== gig.id), [others.data, gig.id])
  const ready = !project.isLoading && !old.isLoading && !others.isLoading
  if (!mine) return null
  return ready ? <Table key={mine.file} {...props} mine={mine} former={former} rest={rest} /> : null
}

const calm: Desk = { hearing: 'alone', before: false, equal: true, solo: new Set(), mute: new Set(), faders: new Map() }

function Table(props: Props & { mine: Stem; former?: Stem; rest: Stem[] }) {
  const { t } = useTranslation()
  const { mine, former, rest, range, onDeck, start } = props
  const [desk, setDesk] = useState(calm)
  const alone = desk.hearing === 'alone'
  const stems = useMemo(() => [mine, ...(former ? [former] : []), ...(alone ? [] : rest)], [mine, former, rest, alone])
  const waves = useWaves(stems)
  const offset = alone ? 0 : (mine.place.offset_ms ?? 0) / 1000
  const mixer = useMixer(stems, alone)
  const { at, playing } = useDeck(mixer)
  const voices = useMemo(() => stems.map((stem) => voiceOf(stem, mine, former)), [stems, mine, former])
  const loud = useMemo(() => levels(voices, desk), [voices, desk])
  useEffect(() => mixer.level(loud), [mixer, loud])
  // Notes speak of the delivery's own seconds, wherever it stands in the mix.
  const deck = useMemo<Deck>(
    () => ({
      ...mixer,
      now: () => Math.max(0, mixer.now() - offset),
      seek: (seconds) => mixer.seek(seconds + offset),
    }),
    [mixer, offset],
  )
  useEffect(() => {
    onDeck(deck)
    return () => onDeck(null)
  }, [deck, onDeck])
  // Another way to listen goes on at the same moment.
  const stood = useRef(start)
  useEffect(() => {
    if (stood.current > 0) deck.seek(stood.current)
    return () => {
      stood.current = deck.now()
    }
  }, [deck])
  const flip = () => setDesk((old) => ({ ...old, before: former ? !old.before : false }))
  useKeys(deck, {
    v: flip,
    '[': () => props.mark({ from: deck.now(), to: Math.max(range?.to ?? 0, deck.now()) }),
    ']': () => props.mark({ from: Math.min(range?.from ?? 0, deck.now()), to: deck.now() }),
  })
  const { marks, marksBefore } = props
  const lanes = useMemo(
    () =>
      stems.map<Lane>((stem) => {
        const id = idOf(stem)
        const { part } = voiceOf(stem, mine, former)
        return {
          id,
          wave: waves.get(id),
          offset: alone ? 0 : (stem.place.offset_ms ?? 0) / 1000,
          seconds: stem.seconds,
          marks: part === 'this' ? marks : part === 'before' ? marksBefore : [],
          heard: (loud.get(id) ?? 0) > 0,
          head: <LaneHead stem={stem} desk={desk} setDesk={setDesk} part={part} />,
        }
      }),
    [stems, mine, former, waves, alone, marks, marksBefore, loud, desk],
  )
  const seconds = mixer.seconds()
  return (
    <div className={player.sound}>
      <div className={player.transport}>
        <ActionIcon
          size="xl"
          radius="xl"
          variant="filled"
          onClick={mixer.toggle}
          aria-label={t(playing ? 'player.pause' : 'player.play')}
        >
          <Icon name={playing ? 'pause' : 'play'} size={22} />
        </ActionIcon>
        <Text className={player.time}>
          {position(at)} / {position(seconds)}
        </Text>
        <SegmentedControl
          size="xs"
          value={desk.hearing}
          onChange={(value) => setDesk((old) => ({ ...old, hearing: value as Hearing }))}
          data={(['alone', 'mix', 'cut'] as const).map((value) => ({
            value,
            label: t(`room.${value}`),
            disabled: value !== 'alone' && rest.length === 0,
          }))}
          aria-label={t('room.hearing')}
        />
        {former && (
          <Group gap="sm">
            <SegmentedControl
              size="xs"
              value={desk.before ? 'before' : 'this'}
              onChange={flip}
              data={[
                { value: 'this', label: t('delivery.version', { version: mine.version }) },
                { value: 'before', label: t('delivery.version', { version: former.version }) },
              ]}
              aria-label={t('room.versions')}
            />
            <Switch
              size="xs"
              label={t('room.equal')}
              checked={desk.equal}
              onChange={(event) => {
                const equal = event.currentTarget.checked
                setDesk((old) => ({ ...old, equal }))
              }}
            />
          </Group>
        )}
      </div>
      <Lanes
        lanes={lanes}
        seconds={seconds}
        at={at}
        range={range && { from: range.from + offset, to: range.to + offset }}
        seek={mixer.seek}
        mark={(pulled) =>
          props.mark(pulled && { from: Math.max(0, pulled.from - offset), to: Math.max(0, pulled.to - offset) })
        }
        label={t('player.waveform', { name: stems.map((stem) => stem.title).join(', ') })}
      />
      <input
        type="range"
        className={player.slider}
        dir="ltr"
        min={0}
        max={seconds || 1}
        step={0.1}
        value={Math.min(at, seconds)}
        onChange={(event) => mixer.seek(Number(event.currentTarget.value))}
        aria-label={t('player.position')}
        aria-valuetext={position(at)}
      />
      {range && (
        <Group gap="xs">
          <Text size="sm">{t('room.range', { from: position(range.from), to: position(range.to) })}</Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('room.noRange')}
            onClick={() => props.mark(null)}
          >
            <Icon name="cross" size={14} />
          </ActionIcon>
        </Group>
      )}
    </div>
  )
}

function voiceOf(stem: Stem, mine: Stem, former: Stem | undefined): Voice {
  const part = stem === mine ? 'this' : stem === former ? 'before' : 'other'
  return { id: idOf(stem), lufs: stem.lufs, gainDB: stem.place.gain_db ?? 0, part }
}

/** A mixer of the stems. Addresses change with every signature; what plays goes on. */
function useMixer(stems: Stem[], alone: boolean): Mixer {
  const which = stems.map(idOf).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same stems are the same mixer
  const mixer = useMemo(() => new Mixer(stems.flatMap((stem) => trackOf(stem, alone))), [which, alone])
  useEffect(() => {
    for (const stem of stems) if (stem.sound) mixer.address(idOf(stem), stem.sound.url)
  }, [mixer, stems])
  useEffect(() => () => mixer.close(), [mixer])
  return mixer
}

function trackOf(stem: Stem, alone: boolean): Track[] {
  if (!stem.sound) return []
  const { offset_ms = 0, pan = 0 } = alone ? {} : stem.place
  return [
    { id: idOf(stem), offset: offset_ms / 1000, seconds: stem.seconds, url: stem.sound.url, rate: stem.rate_hz, pan },
  ]
}

type HeadProps = { stem: Stem; part: Voice['part']; desk: Desk; setDesk: (change: (old: Desk) => Desk) => void }

function LaneHead({ stem, part, desk, setDesk }: HeadProps) {
  const { t } = useTranslation()
  const id = idOf(stem)
  const flip = (which: 'solo' | 'mute') =>
    setDesk((old) => {
      const next = new Set(old[which])
      if (!next.delete(id)) next.add(id)
      return { ...old, [which]: next }
    })
  const name = part === 'other' ? stem.title : t('delivery.version', { version: stem.version })
  return (
    <div className={classes.head}>
      <span className={classes.title} title={`${stem.title} · ${stem.file}`}>
        {name}
      </span>
      <span className={classes.tools}>
        <button
          type="button"
          className={classes.tool}
          aria-pressed={desk.solo.has(id)}
          aria-label={t('room.solo', { name })}
          onClick={() => flip('solo')}
        >
          S
        </button>
        <button
          type="button"
          className={classes.tool}
          aria-pressed={desk.mute.has(id)}
          aria-label={t('room.mute', { name })}
          onClick={() => flip('mute')}
        >
          M
        </button>
        <input
          type="range"
          className={classes.fader}
          min={-30}
          max={6}
          step={0.5}
          value={desk.faders.get(id) ?? 0}
          aria-label={t('room.level', { name })}
          aria-valuetext={t('room.decibels', { level: desk.faders.get(id) ?? 0 })}
          onChange={(event) => {
            const value = Number(event.currentTarget.value)
            setDesk((old) => ({ ...old, faders: new Map(old.faders).set(id, value) }))
          }}
        />
      </span>
    </div>
  )
}
