import { ActionIcon, Button, Progress, Text } from '@mantine/core'
import { type DragEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../show/icons'
import { ProblemText } from '../show/States'
import { bytes } from '../words/time'
import classes from './FileDrop.module.css'
import type { Sending, Sent } from './useSending'

/** A place to drop files on or to choose them at, and how far each of them has come. */
export function FileDrop({ files, accept }: { files: Sending; accept?: string[] }) {
  const { t } = useTranslation()
  const id = useId()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    files.add(event.dataTransfer.files)
  }
  return (
    <div className={classes.all}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the input in it is the way for keys */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDrop={drop}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
      >
        <Icon name="upload" size={26} />
        <label htmlFor={id} className={classes.label}>
          {t('upload.choose')}
        </label>
        <Text size="sm" c="dimmed">
          {t('upload.words')}
        </Text>
        <input
          id={id}
          type="file"
          multiple
          accept={accept?.join(',')}
          className={classes.input}
          onChange={(event) => {
            files.add(event.currentTarget.files ?? [])
            event.currentTarget.value = '' // the same file can be chosen again
          }}
        />
      </div>
      {files.list.length > 0 && (
        <ul className={classes.list}>
          {files.list.map((one) => (
            <li key={one.id}>
              <Line sent={one} files={files} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Line({ sent, files }: { sent: Sent; files: Sending }) {
  const { t } = useTranslation()
  const { progress } = sent
  const percent = progress && progress.size > 0 ? Math.floor((progress.sent / progress.size) * 100) : 0
  let words = t('upload.queued')
  if (progress?.phase === 'sending')
    words = t(progress.resumed ? 'upload.resumed' : 'upload.sending', {
      sent: bytes(progress.sent),
      size: bytes(progress.size),
      resumed: bytes(progress.resumed),
    })
  if (progress?.phase === 'checking') words = t('upload.checking')
  if (sent.upload) words = t('upload.done', { size: bytes(sent.upload.size) })
  return (
    <div className={classes.line}>
      <div className={classes.top}>
        <Icon name={sent.upload ? 'check' : 'file'} />
        <Text fw={550} className={classes.name}>
          {sent.file.name}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('upload.remove', { name: sent.file.name })}
          onClick={() => files.remove(sent.id)}
        >
          <Icon name="cross" size={16} />
        </ActionIcon>
      </div>
      {!sent.upload && !sent.problem && (
        <Progress
          value={percent}
          animated={progress?.phase === 'checking'}
          aria-label={t('upload.progress', { name: sent.file.name })}
        />
      )}
      {sent.problem ? (
        <div role="alert" className={classes.problem}>
          <ProblemText problem={sent.problem} />
          <Button size="xs" variant="default" onClick={() => files.again(sent.id)}>
            {t('upload.goOn')}
          </Button>
        </div>
      ) : (
        <Text size="sm" c="dimmed" role={sent.upload ? 'status' : undefined}>
          {words}
        </Text>
      )}
    </div>
  )
}
