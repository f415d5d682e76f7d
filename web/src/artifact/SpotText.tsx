import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Spot } from '../contract/client'
import { position } from '../words/time'
import classes from './Artifact.module.css'
import type { RowName } from './spot'

/** A spot in words; '' for one that names nothing. */
export function spotWords(t: TFunction<'words'>, spot: Spot, row: RowName): string {
  const parts: string[] = []
  if (spot.seconds !== undefined)
    parts.push(
      spot.to_seconds === undefined ? position(spot.seconds) : `${position(spot.seconds)}–${position(spot.to_seconds)}`,
    )
  if (spot.page) parts.push(t('where.page', { page: spot.page }))
  if (spot.row) parts.push(t(`where.${row}`, { row: spot.row }))
  if (spot.path) parts.push(`\u2068${spot.path}\u2069`) // a path reads its own way among words of any direction
  if (spot.x !== undefined) parts.push(t(spot.width === undefined ? 'where.point' : 'where.area'))
  return parts.join(' · ')
}

/** The spot of a comment, as a button that goes there. */
export function SpotText({ spot, row, go }: { spot: Spot; row: RowName; go: (spot: Spot) => void }) {
  const { t } = useTranslation()
  const words = spotWords(t, spot, row)
  if (!words) return null
  return (
    <button type="button" className={classes.spot} onClick={() => go(spot)}>
      {words}
    </button>
  )
}
