import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export type Look = 'this' | 'compare'

/** A choice between this version and what tells it from the one before. */
export function Versions({ look, choose, other }: { look: Look; choose: (look: Look) => void; other: string }) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      size="xs"
      mb="xs"
      value={look}
      onChange={(value) => choose(value as Look)}
      data={[
        { value: 'this', label: t('room.thisOne') },
        { value: 'compare', label: other },
      ]}
      aria-label={t('room.versions')}
    />
  )
}
