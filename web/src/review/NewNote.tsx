import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Wrong } from '../show/Wrong'
import { position } from '../words/time'
import type { NotePlace } from './notes'
import type { Round } from './round'

type Props = {
  brief: string[]
  round: Round
  point: () => NotePlace
  noted: () => void
  field: RefObject<HTMLTextAreaElement | null>
  hold: () => void
}

/** A note takes the place of its first key, and what plays is held while one writes. What is marked or drawn by the time it is added counts more. */
export function NewNote({ brief, round, point, noted, field, hold }: Props) {
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
    round.add.mutate(
      { ...at.current, ...marked(point()), text: text.trim(), brief_item: item ? Number(item) : undefined },
      {
        onSuccess: () => {
          setText('')
          setMissing(false)
          noted()
        },
      },
    )
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
        <Wrong problem={round.add.error} />
        <Group justify="flex-end">
          <Button type="submit" variant="light" disabled={!text.trim()} loading={round.add.isPending}>
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
