import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSubGigs } from '../board/project'
import { api, ask, type Message, once, type PinnedAnswer, type PinRequest } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

/** Answers a question for all whom it concerns: it becomes a part of their briefs. Who asked is not named. */
export function PinAnswer({ project, asked, close }: { project: string; asked: Message; close: () => void }) {
  const { t } = useTranslation()
  const gigs = useSubGigs(project)
  const [question, setQuestion] = useState(asked.text)
  const [answer, setAnswer] = useState('')
  const [role, setRole] = useState('')
  const roles = [...new Set(gigs.data?.map((gig) => gig.role))]
  const pin = useCommand<PinRequest, PinnedAnswer>(
    (body, key) =>
      ask(api.POST('/api/v1/projects/{id}/answers', { body, params: { path: { id: project }, header: once(key) } })),
    { stale: [['sub-gig']], done: t('room.pinned') },
  )
  return (
    <Card title={t('room.pin')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          pin.mutate({ question, answer, role: role || undefined }, { onSuccess: close })
        }}
      >
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {t('room.pinWords')}
          </Text>
          <Textarea
            label={t('room.question')}
            value={question}
            autosize
            maxLength={10_000}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <Textarea
            label={t('room.theAnswer')}
            value={answer}
            autosize
            minRows={2}
            maxLength={10_000}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
          <Select
            label={t('room.for')}
            value={role}
            onChange={(value) => setRole(value ?? '')}
            allowDeselect={false}
            data={[{ value: '', label: t('room.forAll') }, ...roles.map((value) => ({ value, label: value }))]}
          />
          <Wrong problem={pin.error} />
          <Group>
            <Button type="submit" loading={pin.isPending} disabled={!question.trim() || !answer.trim()}>
              {t('room.pin')}
            </Button>
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
