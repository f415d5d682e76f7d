import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { bytes } from '../words/time'
import { Icon } from './icons'
import classes from './show.module.css'

/** A file that can be heard or seen at once where a browser can, and fetched. */
export function FileLine({ name, size, type, url }: { name: string; size: number; type: string; url: string }) {
  const { t } = useTranslation()
  return (
    <div className={classes.file}>
      <Anchor href={url} download={name} size="sm" className={classes.fileName}>
        <Icon name="download" size={16} />
        <span>{name}</span>
      </Anchor>
      <Text size="xs" c="dimmed" component="span">
        {bytes(size)}
      </Text>
      {type.startsWith('image/') && <img src={url} alt={name} loading="lazy" className={classes.picture} />}
      {type.startsWith('video/') && (
        // biome-ignore lint/a11y/useMediaCaption: it is somebody's work, and comes without captions
        <video controls preload="none" src={url} aria-label={t('file.watch', { name })} className={classes.picture} />
      )}
      {type.startsWith('audio/') && (
        // biome-ignore lint/a11y/useMediaCaption: it is somebody's work, and comes without captions
        <audio controls preload="none" src={url} aria-label={t('file.listen', { name })} className={classes.player} />
      )}
    </div>
  )
}
