import { Button, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey, type Problem, prefix, problemOf } from '../contract/client'
import { sessionHeaders } from '../session/token'
import { Wrong } from '../show/Wrong'
import { address, begin, type Document, type Operation, shape } from './openapi'
import classes from './Programs.module.css'

type Props = { operation: Operation; document: Document; token: string }

/** What an operation takes and gives, and a form to call it with. */
export function Try({ operation, document, token }: Props) {
  const { t } = useTranslation()
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  return (
    <Stack gap="sm">
      {operation.description && (
        <Text size="sm" lang="en" dir="ltr">
          {operation.description}
        </Text>
      )}
      {media?.schema && <Form title={`${t('programs.body')} (${type})`} text={shape(media.schema, document)} />}
      {Object.entries(operation.responses)
        .filter(([status]) => status < '4')
        .map(([status, answer]) => {
          const [answerType, content] = Object.entries(answer.content ?? {})[0] ?? []
          return (
            <Form
              key={status}
              title={`${t('programs.answer')} ${status}${answerType ? ` (${answerType})` : ''}`}
              text={content ? shape(content.schema, document) : ''}
            />
          )
        })}
      <Call operation={operation} document={document} token={token} type={type} />
    </Stack>
  )
}

function Form({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Title order={4} size="h5" mb={4}>
        {title}
      </Title>
      {text && <Code label={title} text={text} />}
    </div>
  )
}

function Code({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, which keys must be able to
    <section className={classes.code} tabIndex={0} aria-label={label} lang="en" dir="ltr">
      <pre>{text}</pre>
    </section>
  )
}

type Answer = { status: string; text: string }

const shown = 20_000

function Call({ operation, document, token, type }: Props & { type?: string }) {
  const { t } = useTranslation()
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'path' || one.in === 'query')
  const [values, setValues] = useState<Record<string, string>>({})
  const [body, setBody] = useState(() =>
    type === 'application/json'
      ? JSON.stringify(begin(operation.requestBody?.content[type]?.schema, document), null, 2)
      : '',
  )
  const changes = operation.method !== 'get'
  const call = useMutation<Answer, Problem>({
    mutationFn: async () => {
      try {
        const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : sessionHeaders()
        if (changes) headers['Idempotency-Key'] = newKey()
        if (type) headers['Content-Type'] = type
        const answer = await fetch(prefix + address(operation, values), {
          method: operation.method.toUpperCase(),
          headers,
          body: type ? body : undefined,
          credentials: token ? 'omit' : 'same-origin',
        })
        return { status: `${answer.status} ${answer.statusText}`, text: await textOf(answer, t('programs.file')) }
      } catch (cause) {
        throw problemOf(cause)
      }
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    call.mutate()
  }
  if (operation.operationId === 'stream-events') return null // it does not end
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Title order={4} size="h5">
          {t('programs.try')}
        </Title>
        {changes && (
          <Text size="sm" c="dimmed">
            {t('programs.real')}
          </Text>
        )}
        <Group align="start">
          {parameters.map((one) => (
            <TextInput
              key={one.name}
              label={one.name}
              description={one.description}
              value={values[one.name] ?? ''}
              onChange={(event) => setValues({ ...values, [one.name]: event.currentTarget.value })}
              required={one.required}
              autoComplete="off"
            />
          ))}
        </Group>
        {type && (
          <Textarea
            label={`${t('programs.body')} (${type})`}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={16}
            spellCheck={false}
            dir="ltr"
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          />
        )}
        <Button type="submit" variant="default" loading={call.isPending} w="fit-content">
          {t('programs.send')}
        </Button>
        <Wrong problem={call.error} />
        <div role="status">{call.data && <Form title={call.data.status} text={call.data.text} />}</div>
      </Stack>
    </form>
  )
}

/** What came back as one reads it; of a file only that it is one. */
async function textOf(answer: Response, file: string): Promise<string> {
  const type = answer.headers.get('Content-Type') ?? ''
  if (!/json|text|yaml/.test(type)) return type ? `${file} (${type})` : ''
  const text = await answer.text()
  if (!type.includes('json')) return text.slice(0, shown)
  return JSON.stringify(JSON.parse(text), null, 2).slice(0, shown)
}
