import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Problem, type Project, problemOf, type Reference } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { FileDrop } from '../upload/FileDrop'
import { useSending } from '../upload/useSending'
import classes from './Launch.module.css'

/** What a draft still needs of its buyer: the files that its plan names, and the word to begin. */
export function Draft({ project }: { project: Project }) {
  const { t } = useTranslation()
  const references = useQuery<Reference[], Problem>({
    queryKey: ['project', project.id, 'references'],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/projects/{id}/references', { params: { path: { id: project.id } } }))).items,
  })
  const launch = useCommand<null, Project>(
    (_, key) =>
      ask(api.POST('/api/v1/projects/{id}/launch', { params: { path: { id: project.id }, header: once(key) } })),
    { stale: [['project', project.id], ['sub-gigs', project.id], ['inbox']], done: t('draft.launched') },
  )
  const wanted = (references.data ?? []).filter((one) => one.file_wanted && !one.file)
  return (
    <section className={classes.draft} aria-labelledby="draft">
      <div>
        <Title order={2} id="draft">
          {t('draft.title')}
        </Title>
        <Text c="dimmed">{wanted.length > 0 ? t('draft.files', { count: wanted.length }) : t('draft.ready')}</Text>
      </div>
      {wanted.map((one) => (
        <Wanted key={one.key} project={project} reference={one} sent={() => void references.refetch()} />
      ))}
      <Wrong problem={launch.error ?? (references.error ? problemOf(references.error) : null)} />
      <Button
        size="md"
        w="fit-content"
        disabled={!references.data || wanted.length > 0}
        loading={launch.isPending}
        onClick={() => launch.mutate(null)}
      >
        {t('draft.launch')}
      </Button>
    </section>
  )
}

/** Takes the file of one reference and attaches it as soon as it has arrived. */
function Wanted({ project, reference, sent }: { project: Project; reference: Reference; sent: () => void }) {
  const files = useSending({ project_id: project.id, reference: reference.key })
  const arrived = files.list.find((one) => one.upload)?.upload?.id
  const attach = useCommand<string, Reference>(
    (upload_id, key) =>
      ask(
        api.PUT('/api/v1/projects/{id}/references/{key}', {
          body: { upload_id },
          params: { path: { id: project.id, key: reference.key }, header: once(key) },
        }),
      ),
    { stale: [] },
  )
  const attached = useRef('')
  useEffect(() => {
    if (!arrived || attached.current === arrived) return
    attached.current = arrived
    attach.mutate(arrived, { onSuccess: sent })
  }, [arrived, attach, sent])
  return (
    <Stack gap="xs">
      <Text fw={600}>
        {reference.title || reference.key} <code>{reference.file_wanted}</code>
      </Text>
      <FileDrop files={files} />
      <Wrong problem={attach.error} />
    </Stack>
  )
}
