import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Link as FileLink, SubGig } from '../contract/client'
import { FileLine } from '../show/FileLine'
import { Card } from '../show/Page'
import { State } from '../show/State'
import { Found } from '../show/States'
import classes from './SubGig.module.css'
import { useMaterial } from './subgig'
import { TakeoverPack } from './TakeoverPack'

/** What a seller works from: the buyer's references and answers, and approved work that is handed on. */
export function Material({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const material = useMaterial(gig.id)
  return (
    <Card title={t('material.title')}>
      <Found query={material}>
        {({ references, requirements, upstream }) =>
          references.length + requirements.length + upstream.length === 0 ? (
            <Text c="dimmed">{t('material.none')}</Text>
          ) : (
            <Stack gap="md">
              {references.map((one) => (
                <Piece
                  key={one.key}
                  title={one.title || one.key}
                  note={one.guide ? t('material.guide') : undefined}
                  files={one.file ? [one.file] : []}
                />
              ))}
              {requirements.map((one) => (
                <Piece
                  key={one.key}
                  title={one.title}
                  note={one.answered ? one.value : t('material.unanswered')}
                  files={one.file ? [one.file] : []}
                />
              ))}
              {upstream.map((one) => (
                <div key={one.sub_gig_id}>
                  <Piece title={one.title} note={t('material.upstream', { role: one.role })} files={one.files} />
                  {one.files.length === 0 && <State state={one.state as 'waiting'} />}
                </div>
              ))}
            </Stack>
          )
        }
      </Found>
      {leftBehind(gig) && <TakeoverPack gig={gig} />}
    </Card>
  )
}

function Piece({ title, note, files }: { title: string; note?: string; files: FileLink[] }) {
  return (
    <div>
      <Text fw={600} size="sm">
        {title}
      </Text>
      {note && (
        <Text size="sm" c="dimmed" className={classes.words}>
          {note}
        </Text>
      )}
      {files.map((file) => (
        <FileLine key={file.url} name={file.name} size={file.size_bytes} type={file.type} url={file.url} />
      ))}
    </div>
  )
}

/** Whether somebody may have held it before. Who does not see how many were asked asks the server. */
function leftBehind(gig: SubGig): boolean {
  return gig.state !== 'waiting' && (gig.asked === undefined || gig.asked > 1)
}
