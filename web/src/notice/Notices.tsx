import { Button, SegmentedControl, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Notice } from '../contract/client'
import { Column } from '../show/Column'
import { More } from '../show/More'
import { Card, PageHead } from '../show/Page'
import { Failed, Loading, Notice as Nothing } from '../show/States'
import { useParts } from '../show/useParts'
import { Wrong } from '../show/Wrong'
import { fromNow, fully, useNow } from '../words/time'
import classes from './Notices.module.css'
import { useRead } from './read'

/** What one was told, the newest first; what was not read stands out. */
export function Notices() {
  const { t } = useTranslation()
  const [only, setOnly] = useState<'all' | 'unread'>('all')
  const read = useRead()
  const list = useParts<Notice>(['notices', 'list', only], (cursor) =>
    ask(
      api.GET('/api/v1/me/notices', {
        params: { query: { unread: only === 'unread' || undefined, limit: 50, cursor } },
      }),
    ),
  )
  if (list.error && !list.data) return <Failed problem={list.error} retry={() => void list.refetch()} />
  const newest = list.data?.[0]
  return (
    <Column>
      <PageHead title={t('nav.notices')}>
        <SegmentedControl
          size="xs"
          aria-label={t('notice.which')}
          value={only}
          onChange={(value) => setOnly(value as typeof only)}
          data={(['all', 'unread'] as const).map((value) => ({ value, label: t(`notice.${value}`) }))}
        />
        {newest && (
          <Button
            variant="default"
            size="xs"
            loading={read.isPending}
            onClick={() => read.mutate({ up_to: newest.id })}
          >
            {t('notice.readAll')}
          </Button>
        )}
      </PageHead>
      <Wrong problem={read.error} />
      {!list.data && <Loading />}
      {list.data?.length === 0 && <Nothing icon="bell" title={t('notice.none')} words={t('notice.noneWords')} />}
      {list.data && list.data.length > 0 && (
        <Card>
          <ol className={classes.list}>
            {list.data.map((one) => (
              <li key={one.id}>
                <Line notice={one} />
              </li>
            ))}
          </ol>
        </Card>
      )}
      <More list={list} />
      <Text size="sm">
        <Link to="/profile">{t('notice.choose')}</Link>
      </Text>
    </Column>
  )
}

function Line({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const now = useNow()
  const navigate = useNavigate()
  const read = useRead()
  return (
    <a
      href={`.${notice.page}`}
      className={classes.line}
      data-unread={!notice.read_at}
      onClick={(event) => {
        if (!notice.read_at) read.mutate({ ids: [notice.id] })
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        void navigate({ to: notice.page })
      }}
    >
      <span className={classes.dot} aria-hidden />
      <span className={classes.text} dir="auto">
        {!notice.read_at && <span className="unseen">{t('notice.new')} </span>}
        {notice.text}
      </span>
      <time dateTime={notice.at} title={fully(notice.at)} className={classes.time}>
        {fromNow(notice.at, now)}
      </time>
    </a>
  )
}
