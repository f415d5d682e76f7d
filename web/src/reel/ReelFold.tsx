import { Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Found, Loading } from '../show/States'
import classes from './Reel.module.css'
import { useReel } from './reel'
import { Samples } from './Samples'

/** The reel of one among many: it is fetched when somebody opens it. */
export function ReelFold({ personID, name }: { personID: string; name: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const reel = useReel(personID, open)
  return (
    <details className={classes.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('reel.of', { name })}</summary>
      {open && (
        <Found query={reel} loading={<Loading rows={1} />}>
          {(found) => (found.samples.length > 0 ? <Samples reel={found} /> : <Text c="dimmed">{t('reel.none')}</Text>)}
        </Found>
      )}
    </details>
  )
}
