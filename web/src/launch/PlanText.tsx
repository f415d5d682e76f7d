import { Textarea } from '@mantine/core'
import type { DragEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Launch.module.css'

type Props = { field: RefObject<HTMLTextAreaElement | null>; text: string; set: (text: string) => void }

/** A plan as its text. */
export function PlanText({ field, text, set }: Props) {
  const { t } = useTranslation()
  return (
    <Textarea
      ref={field}
      label={t('launch.plan')}
      value={text}
      onChange={(event) => set(event.currentTarget.value)}
      onDrop={(event: DragEvent) => {
        event.preventDefault()
        void event.dataTransfer.files[0]?.text().then(set)
      }}
      classNames={{ input: classes.plan }}
      spellCheck={false}
      autosize
      minRows={18}
      maxRows={32}
      required
    />
  )
}
