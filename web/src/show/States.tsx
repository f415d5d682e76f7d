import { Button, Skeleton, Stack, Text, Title } from '@mantine/core'
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { type Problem, problemOf } from '../contract/client'
import { Icon, type IconName } from './icons'
import classes from './States.module.css'
import { told } from './told'

/** Whether it is shown within a card, which has a title already. */
export const InCard = createContext(false)

/** A page, or a part of one, that has something to say instead of something to show. */
export function Notice(props: {
  icon: IconName
  title: string
  words?: ReactNode
  children?: ReactNode
  alert?: boolean
  whole?: boolean // it is all that the page shows
}) {
  const small = useContext(InCard)
  const whole = props.whole && !small
  return (
    <div className={classes.notice} data-small={small || undefined} role={props.alert ? 'alert' : undefined}>
      <div className={classes.mark}>
        <Icon name={props.icon} size={small ? 20 : 26} />
      </div>
      <Title order={small ? 3 : whole ? 1 : 2} size={small ? 'h4' : 'h3'}>
        {props.title}
      </Title>
      {props.words && (
        <Text c="dimmed" maw="32rem">
          {props.words}
        </Text>
      )}
      {props.children}
    </div>
  )
}

/** What went wrong, in a sentence or two. */
function Sentence({ problem }: { problem: Problem }) {
  const { t, i18n } = useTranslation()
  const { general, detail } = told(problem, i18n.language)
  return (
    <>
      {general && <span>{t(`problem.${problem.code}`)} </span>}
      {detail && <bdi lang="en">{detail}</bdi>}
    </>
  )
}

/** The sentences of a problem: what, every place of it, and what to name when one asks about it. */
export function ProblemText({ problem }: { problem: Problem }) {
  const { t } = useTranslation()
  return (
    <Stack gap={6}>
      <Text size="sm">
        <Sentence problem={problem} />
      </Text>
      {problem.fields.length > 0 && (
        <ul className={classes.fields}>
          {problem.fields.map((field) => (
            <li key={`${field.path} ${field.message}`}>
              {field.path && <code>{field.path}</code>} <bdi lang="en">{field.message}</bdi>
            </li>
          ))}
        </ul>
      )}
      {problem.code === 'internal' && problem.requestID && (
        <Text size="xs">{t('problem.request', { id: problem.requestID })}</Text>
      )}
    </Stack>
  )
}

/** What a page says when it could not be filled. What one may not see is told like what is not there. */
export function Failed({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const { t } = useTranslation()
  const again = retry && (
    <Button variant="default" onClick={retry}>
      {t('again')}
    </Button>
  )
  if (problem.code === 'not_found' || problem.code === 'forbidden') {
    return <Notice icon="lock" title={t('notYours.title')} words={t('notYours.words')} alert whole />
  }
  if (problem.passes) {
    return (
      <Notice icon="offline" title={t('away.title')} words={<Sentence problem={problem} />} alert whole>
        {again}
      </Notice>
    )
  }
  return (
    <Notice icon="warning" title={t('failed.title')} words={<ProblemText problem={problem} />} alert whole>
      {again}
    </Notice>
  )
}

export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <Stack role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={row} height={64} radius="md" />
      ))}
    </Stack>
  )
}

/** Reads again whatever could not be read for this page: one press is enough for all of it. */
export function useAgain(): () => void {
  const queries = useQueryClient()
  return () => void queries.refetchQueries({ type: 'active', predicate: (one) => one.state.status === 'error' })
}

/** Shows what a query found, or how it stands. What was found stays while it is read again, even when that fails. */
export function Found<T>(props: {
  query: UseQueryResult<T, Problem>
  loading?: ReactNode
  children: (data: T) => ReactNode
}) {
  const { query } = props
  const again = useAgain()
  if (query.data !== undefined) return props.children(query.data)
  if (query.error) return <Failed problem={problemOf(query.error)} retry={again} />
  return props.loading ?? <Loading />
}
