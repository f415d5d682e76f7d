import { Anchor, Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Problem, type Requirement, type RequirementRequest } from '../contract/client'
import { FileLine } from '../show/FileLine'
import { Found, Loading } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { FileDrop } from '../upload/FileDrop'
import { useSending } from '../upload/useSending'
import classes from './Answers.module.css'

/** What a project requires of its buyer. */
export function useRequirements(projectID: string) {
  return useQuery<Requirement[], Problem>({
    queryKey: ['project', projectID, 'requirements'],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/projects/{id}/requirements', { params: { path: { id: projectID } } }))).items,
  })
}

type Props = { projectID: string; only?: string[]; stale?: unknown[][] } // only: keys, when not all are meant

/** What a project requires of its buyer, each with its answer or a field for it. */
export function Answers({ projectID, only, stale = [] }: Props) {
  const list = useRequirements(projectID)
  return (
    <Found query={list} loading={<Loading rows={2} />}>
      {(found) => (
        <ul className={classes.list}>
          {found
            .filter((one) => !only || only.includes(one.key))
            .map((one) => (
              <li key={one.key}>
                <One projectID={projectID} asked={one} stale={stale} />
              </li>
            ))}
        </ul>
      )}
    </Found>
  )
}

function One({ projectID, asked, stale }: { projectID: string; asked: Requirement; stale: unknown[][] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(!asked.answered)
  return (
    <Stack gap="xs">
      <Text fw={600}>
        {asked.title}
        {!asked.required && (
          <Text component="span" size="sm" c="dimmed">
            {' '}
            {t('requirement.optional')}
          </Text>
        )}
      </Text>
      {asked.answered && <Answer asked={asked} />}
      {open ? (
        <Fields projectID={projectID} asked={asked} stale={stale} done={() => setOpen(false)} />
      ) : (
        <Button size="xs" variant="default" w="fit-content" onClick={() => setOpen(true)}>
          {t('requirement.change', { title: asked.title })}
        </Button>
      )}
    </Stack>
  )
}

function Answer({ asked }: { asked: Requirement }) {
  if (asked.file)
    return <FileLine name={asked.file.name} size={asked.file.size_bytes} type={asked.file.type} url={asked.file.url} />
  if (asked.kind === 'link')
    return (
      <Anchor href={asked.value} rel="noreferrer" target="_blank" size="sm">
        {asked.value}
      </Anchor>
    )
  return (
    <Text size="sm" className={classes.words} dir="auto">
      {asked.value}
    </Text>
  )
}

type FieldsProps = { projectID: string; asked: Requirement; stale: unknown[][]; done: () => void }

function Fields({ projectID, asked, stale, done }: FieldsProps) {
  const { t } = useTranslation()
  const [value, setValue] = useState(asked.value ?? '')
  const files = useSending({ project_id: projectID, requirement: asked.key })
  const upload = files.list.find((one) => one.upload)?.upload?.id
  const answer = useCommand<RequirementRequest, Requirement>(
    (body, key) =>
      ask(
        api.PUT('/api/v1/projects/{id}/requirements/{key}', {
          body,
          params: { path: { id: projectID, key: asked.key }, header: once(key) },
        }),
      ),
    {
      stale: [['project', projectID], ['sub-gigs', projectID], ['inbox'], ...stale],
      done: t('requirement.answered'),
    },
  )
  const isFile = asked.kind === 'file'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    answer.mutate(isFile ? { upload_id: upload } : { value: value.trim() }, { onSuccess: done })
  }
  const set = (event: { currentTarget: { value: string } }) => setValue(event.currentTarget.value)
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        {isFile && <FileDrop files={files} accept={asked.types} />}
        {asked.kind === 'choice' && (
          <Select
            label={t('requirement.answer')}
            value={value || null}
            onChange={(next) => setValue(next ?? '')}
            data={asked.choices ?? []}
          />
        )}
        {asked.kind === 'link' && (
          <TextInput type="url" label={t('requirement.link')} value={value} onChange={set} maxLength={2000} dir="ltr" />
        )}
        {asked.kind === 'text' && (
          <Textarea
            label={t('requirement.answer')}
            value={value}
            onChange={set}
            minLength={asked.min_length}
            maxLength={asked.max_length ?? 10_000}
            autosize
            minRows={2}
          />
        )}
        <Wrong problem={answer.error} />
        <Group>
          <Button type="submit" size="sm" loading={answer.isPending} disabled={isFile ? !upload : !value.trim()}>
            {t('requirement.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
