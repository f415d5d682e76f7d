import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  api,
  ask,
  type Delivery,
  type DeliveryRequest,
  type DryRun,
  type Inspection,
  once,
  type SubGig,
} from '../contract/client'
import type { Mark } from '../review/Player'
import { peaksOfFile } from '../review/peaks'
import { Waveform } from '../review/Waveform'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { FileDrop } from '../upload/FileDrop'
import { useSending } from '../upload/useSending'
import { Findings } from './Findings'
import { Rights } from './Rights'
import { declarationOf, undeclared } from './rights'

/** Sends files up, has them looked at beforehand when the seller wishes, and submits them as the next version. */
export function Deliver({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [declared, setDeclared] = useState(undeclared)
  const files = useSending({ project_id: gig.project_id, sub_gig_id: gig.id })
  const stale = [['sub-gig', gig.id], ['sub-gigs', gig.project_id], ['inbox']]
  const deliver = useCommand<DeliveryRequest, Delivery>(
    (body, key) =>
      ask(api.POST('/api/v1/sub-gigs/{id}/deliveries', { body, params: { path: { id: gig.id }, header: once(key) } })),
    { stale, done: t('delivery.sent') },
  )
  const dry = useCommand<string[], DryRun>((upload_ids, key) => dryRun(gig.id, upload_ids, key), { stale: [] })
  const ready = files.list.length > 0 && files.list.every((one) => one.upload)
  const ids = files.list.flatMap((one) => (one.upload ? [one.upload.id] : []))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        deliver.mutate({
          upload_ids: ids,
          note: note || undefined,
          declaration: declarationOf(gig.licence, declared),
        })
      }}
    >
      <Stack>
        <FileDrop files={files} accept={gig.delivery.formats?.map((format) => `.${format}`)} />
        {files.list.length > 0 && (
          <>
            <Textarea
              label={t('delivery.note')}
              description={t('delivery.noteWords')}
              value={note}
              maxLength={10_000}
              autosize
              minRows={2}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Rights licence={gig.licence} declared={declared} set={setDeclared} />
            {dry.data?.inspection && (
              <Tried inspection={dry.data.inspection} files={files.list.map((one) => one.file)} />
            )}
            {dry.data?.inspection && <Findings inspection={dry.data.inspection} />}
            {dry.data?.problem && (
              <Text c="red" lang="en">
                {dry.data.problem}
              </Text>
            )}
            <Wrong problem={deliver.error ?? dry.error} />
            <Group>
              <Button type="submit" size="md" disabled={!ready} loading={deliver.isPending}>
                {t('delivery.deliver')}
              </Button>
              <Button
                variant="default"
                size="md"
                disabled={!ready || deliver.isPending}
                loading={dry.isPending}
                onClick={() => dry.mutate(ids)}
              >
                {t('delivery.dryRun')}
              </Button>
            </Group>
            <Text size="sm" c="dimmed">
              {t('delivery.dryRunWords')}
            </Text>
          </>
        )}
      </Stack>
    </form>
  )
}

/** The sounds that were tried out, with what was found marked on their waves. */
function Tried({ inspection, files }: { inspection: Inspection; files: File[] }) {
  const placed = inspection.findings.filter((one) => one.to_seconds)
  const marked = files.filter((file) => placed.some((one) => !one.file || one.file === file.name))
  return marked.map((file) => (
    <TriedSound
      key={file.name}
      file={file}
      marks={placed
        .filter((one) => !one.file || one.file === file.name)
        .map((one) => ({ from: one.from_seconds ?? 0, to: one.to_seconds, grave: one.severity === 'block' }))}
    />
  ))
}

function TriedSound({ file, marks }: { file: File; marks: Mark[] }) {
  const { t } = useTranslation()
  const peaks = useQuery({
    queryKey: ['peaks-here', file.name, file.size, file.lastModified],
    queryFn: () => peaksOfFile(file),
    enabled: file.size < 64 << 20,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false, // a browser does not read every form of sound
  })
  if (!peaks.data) return null
  return (
    <Waveform
      peaks={peaks.data}
      at={0}
      seconds={peaks.data.seconds}
      marks={marks}
      seek={() => undefined}
      label={t('player.waveform', { name: file.name })}
    />
  )
}

/** Asks for an inspection without consequences and waits for what it finds. */
async function dryRun(id: string, upload_ids: string[], key: string): Promise<DryRun> {
  let run = await ask(
    api.POST('/api/v1/sub-gigs/{id}/dry-runs', { body: { upload_ids }, params: { path: { id }, header: once(key) } }),
  )
  while (run.state === 'working') {
    await new Promise((done) => setTimeout(done, 1000))
    run = await ask(api.GET('/api/v1/dry-runs/{id}', { params: { path: { id: run.id } } }))
  }
  return run
}
