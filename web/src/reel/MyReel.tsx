import { Button, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Reel, type ReelRequest } from '../contract/client'
import { useMe } from '../session/me'
import { FileLine } from '../show/FileLine'
import { Card } from '../show/Page'
import { Found, Loading } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { FileDrop } from '../upload/FileDrop'
import { useSending } from '../upload/useSending'
import classes from './Reel.module.css'
import { reelKey, useReel } from './reel'

/** Samples at most; as the server has it. */
const most = 6

/** What the reader shows of their work: to hear it, to add to it, and to take away from it. */
export function MyReel() {
  const { t } = useTranslation()
  const me = useMe()
  const reel = useReel(me.id)
  return (
    <Card title={t('reel.mine')}>
      <Stack gap="md">
        <Text size="sm">{t('reel.words')}</Text>
        <Found query={reel} loading={<Loading rows={1} />}>
          {(found) => <Own reel={found} />}
        </Found>
      </Stack>
    </Card>
  )
}

function usePut(done: string) {
  const me = useMe()
  return useCommand<ReelRequest, Reel>(
    (body, key) =>
      ask(api.PUT('/api/v1/people/{id}/reel', { body, params: { path: { id: me.id }, header: once(key) } })),
    { stale: [reelKey(me.id)], done },
  )
}

const kept = (reel: Reel) => reel.samples.map(({ title, file }) => ({ title, sha256: file.sha256 }))

function Own({ reel }: { reel: Reel }) {
  const { t } = useTranslation()
  const [round, next] = useState(0) // what was added leaves nothing behind
  const drop = usePut(t('reel.dropped'))
  return (
    <>
      <ul className={classes.samples}>
        {reel.samples.map(({ title, file }) => (
          <li key={file.sha256} className={classes.own}>
            <div>
              <Text fw={600} size="sm" dir="auto">
                {title}
              </Text>
              <FileLine name={file.name} size={file.size_bytes} type={file.type} url={file.url} />
            </div>
            <Button
              size="xs"
              variant="default"
              loading={drop.isPending}
              aria-label={t('reel.dropOf', { title })}
              onClick={() => drop.mutate({ samples: kept(reel).filter((one) => one.sha256 !== file.sha256) })}
            >
              {t('reel.drop')}
            </Button>
          </li>
        ))}
      </ul>
      <Wrong problem={drop.error} />
      {reel.samples.length < most ? (
        <Add key={round} reel={reel} added={() => next(round + 1)} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('reel.full', { count: most })}
        </Text>
      )}
    </>
  )
}

function Add({ reel, added }: { reel: Reel; added: () => void }) {
  const { t } = useTranslation()
  const [title, setTitle] = useState('')
  const files = useSending({ reel: true })
  const add = usePut(t('reel.added'))
  const upload = files.list[0]?.upload
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (upload)
      add.mutate({ samples: [...kept(reel), { title: title.trim(), upload_id: upload.id }] }, { onSuccess: added })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <FileDrop files={files} />
        <TextInput
          label={t('reel.name')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={100}
          required
        />
        <Wrong problem={add.error} />
        <Button
          type="submit"
          variant="default"
          w="fit-content"
          loading={add.isPending}
          disabled={!upload || files.list.length > 1 || !title.trim()}
        >
          {t('reel.add')}
        </Button>
      </Stack>
    </form>
  )
}
