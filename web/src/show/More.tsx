import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Parted = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }

/** Asks for the next part of a list that comes in parts; nothing at its end. */
export function More({ list }: { list: Parted }) {
  const { t } = useTranslation()
  if (!list.hasNextPage) return null
  return (
    <Button variant="default" mt="md" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
      {t('more')}
    </Button>
  )
}
