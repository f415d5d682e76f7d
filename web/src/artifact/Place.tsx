import { Button, Group, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Spot, Whereabouts } from '../contract/client'
import classes from './Artifact.module.css'
import type { Kind, RowName } from './spot'

/** What is chosen of a result, of each kind of place. */
export type Chosen = { kind: Kind; page: number; row: number; path: string; point: Spot }

/** The spot that is chosen; without anything where nothing is. A moment comes from what plays. */
export function spotOf(place: Chosen, seconds: number): Spot {
  switch (place.kind) {
    case 'time':
      return { seconds, ...place.point }
    case 'page':
      return { page: place.page }
    case 'row':
      return { row: place.row }
    case 'path':
      return place.path ? { path: place.path } : {}
    case 'picture':
      return place.point
  }
}

/** What is chosen when one goes to a spot, of the kinds that there are. */
export function chosenOf(spot: Spot, kinds: Kind[]): Partial<Chosen> {
  const { page, row, path, x, y, width, height } = spot
  const kind = (['time', 'page', 'row', 'path', 'picture'] as const).find((one) => {
    const has = { time: spot.seconds !== undefined, page: page, row: row, path: path, picture: x !== undefined }
    return has[one] && kinds.includes(one)
  })
  const point = x === undefined ? {} : { point: { x, y, ...(width === undefined ? {} : { width, height }) } }
  return { ...(kind && { kind }), ...(page && { page }), ...(row && { row }), ...(path && { path }), ...point }
}

type Props = {
  kinds: Kind[]
  place: Chosen
  choose: (place: Partial<Chosen>) => void
  places: Whereabouts[]
  row: RowName
  grid: boolean
}

/** Fields for a place of the result; of a moment nothing, which the player has. */
export function Place({ kinds, place, choose, places, row, grid }: Props) {
  const { t } = useTranslation()
  const { kind } = place
  return (
    <Stack gap="xs" mt="md">
      {kinds.length > 1 && (
        <SegmentedControl
          size="xs"
          value={kind}
          onChange={(value) => choose({ kind: value as Kind })}
          data={kinds.map((value) => ({ value, label: value === 'row' ? t(`spot.${row}`) : t(`spot.${value}`) }))}
          aria-label={t('spot.choose')}
          className={classes.kinds}
        />
      )}
      {kind === 'page' && (
        <NumberInput
          label={t('spot.page')}
          value={place.page}
          onChange={(value) => typeof value === 'number' && value >= 1 && choose({ page: value })}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          w="9rem"
        />
      )}
      {kind === 'row' && (
        <NumberInput
          label={t(`spot.${row}`)}
          value={place.row}
          onChange={(value) => typeof value === 'number' && value >= 1 && choose({ row: value })}
          min={1}
          max={1_000_000_000}
          allowDecimal={false}
          w="9rem"
        />
      )}
      {kind === 'path' && (
        <Select
          label={t('spot.path')}
          placeholder={t('spot.pathWords')}
          value={place.path || null}
          onChange={(path) => choose({ path: path ?? '' })}
          data={pathsOf(places)}
          limit={200}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('clear') }}
          nothingFoundMessage={t('spot.noPath')}
        />
      )}
      {(kind === 'picture' || (kind === 'time' && grid)) && (
        <Point point={place.point} choose={(point) => choose({ point })} />
      )}
    </Stack>
  )
}

/** Every file of the archive, and the folders that hold several. */
export function pathsOf(places: Whereabouts[]): string[] {
  const files = places.flatMap((one) => (one.in ? (one.paths ?? []) : []))
  const folders = new Map<string, number>()
  for (const file of files) {
    for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) {
      const folder = file.slice(0, at + 1)
      folders.set(folder, (folders.get(folder) ?? 0) + 1)
    }
  }
  const several = [...folders].flatMap(([folder, count]) => (count > 1 ? [folder] : []))
  return [...new Set([...several, ...files])].sort((a, b) => a.localeCompare(b))
}

const sides = ['x', 'y', 'width', 'height'] as const

/** A point of the picture in numbers, with a size an area: for whoever does not point with a hand. */
function Point({ point, choose }: { point: Spot; choose: (point: Spot) => void }) {
  const { t } = useTranslation()
  const set = (side: (typeof sides)[number], value: number | string) => {
    const next: Spot = { ...point, [side]: typeof value === 'number' ? value / 100 : undefined }
    choose(whole(next))
  }
  return (
    <fieldset className={classes.point}>
      <Text component="legend" size="sm" fw={600}>
        {t('spot.point')}
      </Text>
      <Group gap="xs" align="end">
        {sides.map((side) => (
          <NumberInput
            key={side}
            label={t(`spot.${side}`)}
            value={point[side] === undefined ? '' : Math.round(point[side] * 1000) / 10}
            onChange={(value) => set(side, value)}
            min={0}
            max={side === 'width' ? left(point.x) : side === 'height' ? left(point.y) : 100}
            clampBehavior="strict"
            decimalScale={1}
            w="7.5rem"
          />
        ))}
        {point.x !== undefined && (
          <Button size="sm" variant="subtle" onClick={() => choose({})}>
            {t('spot.noPoint')}
          </Button>
        )}
      </Group>
    </fieldset>
  )
}

function left(from = 0): number {
  return Math.round((1 - from) * 1000) / 10
}

/** A point has both its numbers and an area all four; what is not given begins in the corner. */
export function whole({ x, y, width, height }: Spot): Spot {
  if (x === undefined && y === undefined && width === undefined && height === undefined) return {}
  const point = { x: x ?? 0, y: y ?? 0 }
  if (width === undefined && height === undefined) return point
  return {
    ...point,
    width: Math.min(1 - point.x, width ?? 0),
    height: Math.min(1 - point.y, height ?? 0),
  }
}
