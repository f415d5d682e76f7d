import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Application, SubGig } from '../contract/client'
import { Clock } from '../show/Clock'
import { FileLine } from '../show/FileLine'
import { Card } from '../show/Page'
import { PersonLine } from '../show/People'
import { Unread, Wrong } from '../show/Wrong'
import classes from './Casting.module.css'
import { type Mode, open, useApplications, useChoose } from './casting'

/** A call: how it is answered, and who has answered it with what. In an audition nobody has a name before the choice. */
export function Applications({ gig, mode }: { gig: SubGig; mode: Mode }) {
  const { t } = useTranslation()
  const list = useApplications(gig.id, mode !== 'open_call')
  return (
    <Card title={t('casting.call')} aside={gig.state === 'casting' && <Clock due={gig.due_at} stopped={gig.stopped} />}>
      <Text size="sm" c="dimmed">
        {t(`casting.callWords.${mode as 'audition'}`)}
      </Text>
      <Unread query={list} />
      {list.data?.length === 0 && <Text mt="sm">{t('casting.noApplications')}</Text>}
      <ul className={classes.applications}>
        {list.data?.map((one) => (
          <li key={one.id}>
            <One application={one} gig={gig} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function One({ application, gig }: { application: Application; gig: SubGig }) {
  const { t } = useTranslation()
  const choose = useChoose(gig, t('casting.asked'))
  const title = t('casting.application', { number: application.alias })
  return (
    <section className={classes.application} aria-label={title}>
      <div className={classes.applicationHead}>
        <Text fw={600}>{title}</Text>
        {application.seller ? <PersonLine person={application.seller} /> : <Text c="dimmed">{t('casting.blind')}</Text>}
      </div>
      {application.words && <Text className={classes.words}>{application.words}</Text>}
      {application.files.map((file) => (
        <FileLine key={file.name} name={file.name} size={file.size_bytes} type={file.type} url={file.url} />
      ))}
      <Wrong problem={choose.error} />
      {open(gig) && (
        <Button
          size="xs"
          w="fit-content"
          loading={choose.isPending}
          onClick={() => choose.mutate({ application_id: application.id })}
        >
          {t('casting.choose')}
          <span className="unseen"> {title}</span>
        </Button>
      )}
    </section>
  )
}
