import { Button, Group, NumberInput, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Plan, type Problem, type SplitRequest, type SplitRun } from '../contract/client'
import { ProblemText } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { FileDrop } from '../upload/FileDrop'
import { useSending } from '../upload/useSending'
import { written } from './edit'
import type { Written } from './plan'

/** How often it is asked whether a file is cut. */
const askEvery = 1_000

type Props = { begin: (work: Written & { plan?: Plan }) => void }

/** Takes a file, has it cut into pieces, and begins a plan with a sub-gig for each. It can be cut again into more or fewer. */
export function SplitSource({ begin }: Props) {
  const { t } = useTranslation()
  const files = useSending({ source: true })
  const upload = files.list.findLast((one) => one.upload)?.upload
  const [parts, setParts] = useState<number>()
  const [run, setRun] = useState<string>()
  const cut = useCommand<SplitRequest, SplitRun>(
    (body, key) => ask(api.POST('/api/v1/splits', { body, params: { header: once(key) } })),
    { stale: [] },
  )
  const sent = useRef('')
  const { mutate } = cut
  useEffect(() => {
    if (!upload || sent.current === upload.id) return
    sent.current = upload.id
    mutate({ upload_id: upload.id }, { onSuccess: (made) => setRun(made.id) })
  }, [upload, mutate])
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('launch.splitWords')}
      </Text>
      <FileDrop files={files} />
      <Wrong problem={cut.error} />
      {run && <Pieces key={run} run={run} begin={begin} />}
      {upload && (
        <Group align="end" mt="sm" gap="xs">
          <NumberInput
            label={t('launch.parts')}
            description={t('launch.partsWords')}
            value={parts ?? ''}
            onChange={(count) => setParts(typeof count === 'number' ? count : undefined)}
            min={1}
            max={10_000}
            allowDecimal={false}
            w={200}
          />
          <Button
            variant="default"
            loading={cut.isPending}
            onClick={() => mutate({ upload_id: upload.id, parts }, { onSuccess: (made) => setRun(made.id) })}
          >
            {t('launch.cutAgain')}
          </Button>
        </Group>
      )}
    </>
  )
}

/** Waits until a file is cut, and begins the plan that is proposed for its pieces. */
function Pieces({ run, begin }: { run: string; begin: Props['begin'] }) {
  const { t } = useTranslation()
  const split = useQuery<SplitRun, Problem>({
    queryKey: ['split', run],
    queryFn: () => ask(api.GET('/api/v1/splits/{id}', { params: { path: { id: run } } })),
    refetchInterval: (query) => (query.state.data?.state === 'working' ? askEvery : false),
  })
  const done = split.data?.state === 'done'
  const proposed = useQuery<Plan, Problem>({
    queryKey: ['split', run, 'plan'],
    enabled: done,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask(api.GET('/api/v1/splits/{id}/plan', { params: { path: { id: run } } })),
  })
  const begun = useRef(false)
  useEffect(() => {
    if (!proposed.data || begun.current) return
    begun.current = true
    begin({ text: written(proposed.data), plan: proposed.data, split: run })
  }, [proposed.data, begin, run])
  const problem = split.error ?? proposed.error
  if (problem) return <ProblemText problem={problem} />
  const found = split.data
  return (
    <Text size="sm" mt="xs" role="status">
      {!found || found.state === 'working' ? t('launch.cutting') : null}
      {found?.problem && <bdi lang="en">{found.problem}</bdi>}
      {found?.split && t('launch.pieces', { count: found.split.cuts.length })}
      {found?.split?.wanted && ` ${t('launch.fewer', { wanted: found.split.wanted })}`}
    </Text>
  )
}
