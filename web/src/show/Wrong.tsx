import { Alert, Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../contract/client'
import { ProblemText, useAgain } from './States'

/** Says beside a button why it did not work. */
export function Wrong({ problem, retry }: { problem: Problem | null; retry?: () => void }) {
  const { t } = useTranslation()
  if (!problem) return null
  return (
    <Alert color="red" variant="light" role="alert">
      <ProblemText problem={problem} />
      {retry && (
        <Button variant="default" size="xs" mt="xs" onClick={retry}>
          {t('again')}
        </Button>
      )}
    </Alert>
  )
}

/** Stands for a small part of a page that could not be read. While it is read, and when it was, that is nothing. */
export function Unread({ query }: { query: Pick<UseQueryResult<unknown, Problem>, 'data' | 'error'> }) {
  const again = useAgain()
  if (query.data !== undefined) return null
  return <Wrong problem={query.error} retry={again} />
}
