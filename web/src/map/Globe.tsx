import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { country, useNow } from '../words/time'
import classes from './EnsembleMap.module.css'
import type { Player } from './ensemble'
import { type Cluster, clusters, type Point } from './where'
import { projectionOf, sheet, worldOf } from './world'

/** How near marks may stand before they become one, in pixels: two of them can still be pressed apart. */
const apart = 30

type Props = {
  marks: Player[][]
  chosen?: string
  near: Player[] // the part of the world in which they are is shown; the whole when there are none
  choose: (cluster: Cluster<Player> | undefined) => void
}

/** The world by day and by night, with a mark for everybody; marks that would cover one another are one with a number. */
export function Globe({ marks, chosen, near, choose }: Props) {
  const { t } = useTranslation()
  const { ref, width } = useElementSize()
  const now = useNow()
  const projection = useMemo(() => projectionOf(near.flatMap((one) => (one.spot ? [one.spot.point] : []))), [near])
  const world = useMemo(() => worldOf(projection, now), [projection, now])
  const scale = width > 0 ? sheet.width / width : 1
  const found = useMemo(() => {
    const drawn = marks.flatMap((of) => markOf(of, (point) => projection(point)))
    return clusters(drawn, apart * scale)
  }, [marks, projection, scale])
  return (
    <div ref={ref} className={classes.globe}>
      <svg viewBox={`0 0 ${sheet.width} ${sheet.height}`} role="img" aria-label={t('map.picture')}>
        <path className={classes.sea} d={world.sphere} />
        <path className={classes.grid} d={world.grid} />
        <path className={classes.land} d={world.land} />
        <path className={classes.borders} d={world.borders} />
        <path className={classes.night} d={world.night} />
      </svg>
      {found.map((one) => (
        <button
          key={one.key}
          type="button"
          className={classes.mark}
          data-many={one.of.length > 1}
          aria-pressed={one.key === chosen}
          style={{
            insetInlineStart: `${(one.x / sheet.width) * 100}%`,
            insetBlockStart: `${(one.y / sheet.height) * 100}%`,
          }}
          onClick={() => choose(one.key === chosen ? undefined : one)}
        >
          <span aria-hidden>{one.of.length > 1 ? one.of.length : ''}</span>
          <span className="unseen">
            <Label of={one.of} />
          </span>
        </button>
      ))}
    </div>
  )
}

/** A mark for those of one spot; none when the spot is outside of what is shown. */
function markOf(of: Player[], project: (point: Point) => Point | null): Cluster<Player>[] {
  const spot = of[0]?.spot
  const at = spot && project(spot.point)
  if (!spot || !at) return []
  const [x, y] = at
  const inside = x >= 0 && y >= 0 && x <= sheet.width && y <= sheet.height
  return inside ? [{ key: spot.key, x, y, of }] : []
}

/** Who a mark stands for: a name, or how many and where. */
function Label({ of }: { of: Player[] }) {
  const { t } = useTranslation()
  const where = [...new Set(of.map((player) => country(player.spot?.country)))].slice(0, 3).join(', ')
  const [only] = of
  if (of.length > 1 || !only) return <>{t('map.mark', { count: of.length, where })}</>
  return <>{`${only.person.name ?? only.person.handle ?? ''}, ${where}`}</>
}
