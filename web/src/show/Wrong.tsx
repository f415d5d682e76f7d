import { Alert } from '@mantine/core'
import type { Problem } from '../contract/client'
import { ProblemText } from './States'

/** Says beside a button why it did not work. */
export function Wrong({ problem }: { problem: Problem | null }) {
  if (!problem) return null
  return (
    <Alert color="red" variant="light" role="alert">
      <ProblemText problem={problem} />
    </Alert>
  )
}
