import { Button, Stack, Text, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Application, type ApplicationRequest, api, ask, type Call, once, type SubGig } from '../contract/client'
import { Terms } from '../offer/Terms'
import { Clock } from '../show/Clock'
import { Column } from '../show/Column'
import { More } from '../show/More'
import { Card, PageHead } from '../show/Page'
import { Failed, Loading, Notice } from '../show/States'
import { useCommand } from '../show/useCommand'
import { useParts } from '../show/useParts'
import { Wrong } from '../show/Wrong'
import { FileDrop } from '../upload/FileDrop'
import { useSending } from '../upload/useSending'

const stale = [['calls'], ['inbox'], ['sub-gig']]

/** Work that many may answer, and how one answers. */
export function Calls() {
  const { t } = useTranslation()
  const list = useParts<Call>(['calls'], (cursor) =>
    ask(api.GET('/api/v1/calls', { params: { query: { limit: 50, cursor } } })),
  )
  if (list.error && !list.data) return <Failed problem={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading />
  return (
    <Column>
      <PageHead title={t('call.title')} />
      {list.data.length === 0 && <Notice icon="casting" title={t('call.none')} words={t('call.noneWords')} />}
      {list.data.map((call) => (
        <One key={call.sub_gig_id} call={call} />
      ))}
      <More list={list} />
    </Column>
  )
}

function One({ call }: { call: Call }) {
  const { t } = useTranslation()
  const { terms } = call
  const [taken, setTaken] = useState(false)
  return (
    <Card title={terms.title} aside={<Clock due={call.closes_at} stopped={!call.closes_at} />}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {terms.project_title} · {terms.role} · {t(`casting.mode.${call.mode}`)}
        </Text>
        <Terms terms={terms} />
        {call.applied && <Text fw={600}>{t('call.applied')}</Text>}
        {!call.applied && call.mode === 'open_call' && <Take call={call} taken={taken} done={() => setTaken(true)} />}
        {!call.applied && call.mode !== 'open_call' && <Apply call={call} />}
      </Stack>
    </Card>
  )
}

function Take({ call, taken, done }: { call: Call; taken: boolean; done: () => void }) {
  const { t } = useTranslation()
  const claim = useCommand<string, SubGig>(
    (id, key) => ask(api.POST('/api/v1/sub-gigs/{id}/claim', { params: { path: { id }, header: once(key) } })),
    { stale: [['inbox'], ['sub-gig', call.sub_gig_id]], done: t('call.taken') }, // it stays in sight, with the way to it
  )
  if (taken)
    return (
      <Button
        w="fit-content"
        renderRoot={(props) => <Link to="/sub-gigs/$subGigID" params={{ subGigID: call.sub_gig_id }} {...props} />}
      >
        {t('call.go')}
      </Button>
    )
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('call.takeWords')}</Text>
      <Wrong problem={claim.error} />
      <Button loading={claim.isPending} onClick={() => claim.mutate(call.sub_gig_id, { onSuccess: done })}>
        {t('call.take', { title: call.terms.title })}
      </Button>
    </Stack>
  )
}

function Apply({ call }: { call: Call }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const blind = call.mode === 'audition'
  const files = useSending({ project_id: call.project_id, sub_gig_id: call.sub_gig_id })
  const apply = useCommand<ApplicationRequest, Application>(
    (body, key) =>
      ask(
        api.POST('/api/v1/sub-gigs/{id}/applications', {
          body,
          params: { path: { id: call.sub_gig_id }, header: once(key) },
        }),
      ),
    { stale, done: t('call.sent') },
  )
  const arrived = files.list.every((one) => one.upload)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    apply.mutate({
      words: words.trim() || undefined,
      upload_ids: files.list.flatMap((one) => (one.upload ? [one.upload.id] : [])),
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Text size="sm">{t(blind ? 'call.blindWords' : 'call.applyWords')}</Text>
        <FileDrop files={files} />
        <Textarea
          label={t('call.words')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
        />
        <Wrong problem={apply.error} />
        <Button
          type="submit"
          w="fit-content"
          loading={apply.isPending}
          disabled={!arrived || (blind && files.list.length === 0)}
        >
          {t('call.apply', { title: call.terms.title })}
        </Button>
      </Stack>
    </form>
  )
}
