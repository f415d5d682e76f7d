import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  api,
  ask,
  type Delivery,
  type Note,
  once,
  type Review,
  type ReviewRequest,
  type SubGig,
} from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { position } from '../words/time'
import type { NotePlace } from './notes'

type Props = {
  gig: SubGig
  delivery: Delivery
  notes: Note[]
  setNotes: (notes: Note[]) => void
  point: () => NotePlace
  noted: () => void
  field: RefObject<HTMLTextAreaElement | null>
  hold: () => void
}

/** What a reviewer writes down and decides: approve, ask for a revision that cites the brief, or release. */
export function Decision({ gig, delivery, notes, setNotes, point, noted, field, hold }: Props) {
  const { t } = useTranslation()
  const [sure, { open, close }] = useDisclosure()
  const decide = useCommand<ReviewRequest, Review>(
    (body, key) =>
      ask(
        api.POST('/api/v1/deliveries/{id}/reviews', { body, params: { path: { id: delivery.id }, header: once(key) } }),
      ),
    {
      stale: [
        ['delivery', delivery.id],
        ['sub-gig', gig.id],
        ['sub-gigs', gig.project_id],
        ['project', gig.project_id],
        ['inbox'],
      ],
      done: t('review.done'),
    },
  )
  const send = (decision: ReviewRequest['decision']) =>
    decide.mutate({ decision, notes: decision === 'approve' ? undefined : notes }, { onSuccess: () => setNotes([]) })
  const left = gig.revisions_included - gig.revisions_used
  return (
    <Stack>
      <NewNote
        brief={gig.brief}
        point={point}
        field={field}
        hold={hold}
        add={(note) => {
          setNotes([...notes, note])
          noted()
        }}
      />
      <Wrong problem={decide.error} />
      <Group>
        <Button color="teal.9" onClick={() => send('approve')} loading={decide.isPending} disabled={notes.length > 0}>
          {t('review.approve')}
        </Button>
        <Button variant="default" onClick={() => send('revise')} disabled={notes.length === 0 || decide.isPending}>
          {t('review.revise')}
        </Button>
        <Button variant="subtle" color="red" onClick={open} disabled={decide.isPending}>
          {t('review.release')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {notes.length > 0 ? t('review.reviseWords', { count: Math.max(0, left) }) : t('review.approveWords')}
      </Text>
      <Modal
        opened={sure}
        onClose={close}
        title={t('review.releaseTitle')}
        centered
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack>
          <Text>{t('review.releaseWords')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
            <Button
              color="red.9"
              onClick={() => {
                close()
                send('release')
              }}
            >
              {t('review.release')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  )
}

type NewProps = {
  brief: string[]
  point: () => NotePlace
  field: RefObject<HTMLTextAreaElement | null>
  hold: () => void
  add: (note: Note) => void
}

/** A note takes the place of its first key, and what plays is held while one writes. What is marked or drawn by the time it is added counts more. */
function NewNote({ brief, point, field, hold, add }: NewProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [item, setItem] = useState<string | null>(brief.length === 1 ? '1' : null)
  const [missing, setMissing] = useState(false)
  const at = useRef<NotePlace>({})
  const write = (next: string) => {
    if (text === '' && next !== '') {
      at.current = point()
      hold()
    }
    setText(next)
  }
  const submit = () => {
    if (!text.trim()) return
    if (brief.length > 0 && !item) {
      setMissing(true)
      return
    }
    add({ ...at.current, ...marked(point()), text: text.trim(), brief_item: item ? Number(item) : undefined })
    setText('')
    setMissing(false)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="xs">
        <Textarea
          ref={field}
          label={t('review.note')}
          description={
            text && at.current.from_seconds !== undefined
              ? t('review.noteAt', { at: position(at.current.from_seconds) })
              : t('review.noteWords')
          }
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={10_000}
        />
        {brief.length > 0 && (
          <Select
            label={t('review.about')}
            placeholder={t('review.choose')}
            value={item}
            onChange={(value) => {
              setItem(value)
              setMissing(false)
            }}
            error={missing ? t('review.aboutMissing') : undefined}
            data={brief.map((words, index) => ({ value: String(index + 1), label: `${index + 1}. ${words}` }))}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" variant="light" disabled={!text.trim()}>
            {t('review.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What somebody marked on purpose, and not merely where the player stands. */
function marked(place: NotePlace): NotePlace {
  if (place.to_seconds !== undefined) return place
  const { from_seconds: _, ...rest } = place
  return rest
}
