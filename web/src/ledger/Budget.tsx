import { Button, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProject, useSubGigs } from '../board/project'
import { api, ask, type Ledger, type Problem, type Project } from '../contract/client'
import { Card, PageHead } from '../show/Page'
import { Failed, Found, Loading } from '../show/States'
import { money } from '../words/money'
import { moment } from '../words/time'
import { Audit } from './Audit'
import classes from './Budget.module.css'
import { Fund } from './Fund'

const route = getRouteApi('/projects/$projectID/budget')

/** Where the money of a project is, and every transaction that brought it there. */
export function Budget() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return <Found query={project}>{(found) => <Book project={found} />}</Found>
}

function Book({ project }: { project: Project }) {
  const { t } = useTranslation()
  const book = useInfiniteQuery<Ledger, Problem, { pages: Ledger[] }, unknown[], string | undefined>({
    queryKey: ['project', project.id, 'ledger'],
    initialPageParam: undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/projects/{id}/ledger', {
          params: { path: { id: project.id }, query: { limit: 200, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  })
  if (book.error && !book.data) return <Failed problem={book.error} retry={() => void book.refetch()} />
  const first = book.data?.pages[0]
  if (!book.data || !first) return <Loading />
  return (
    <div className={classes.page}>
      <PageHead title={t('budget.title')} />
      <Totals ledger={first} />
      <Fund project={project} />
      <Card title={t('budget.transactions')}>
        <Transactions project={project} pages={book.data.pages} />
        {book.hasNextPage && (
          <Button variant="default" mt="md" onClick={() => void book.fetchNextPage()} loading={book.isFetchingNextPage}>
            {t('budget.more')}
          </Button>
        )}
      </Card>
      <Audit projectID={project.id} />
    </div>
  )
}

const parts = ['reserve', 'held', 'released', 'fee', 'refunded'] as const

function Totals({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation()
  const { totals, currency } = ledger
  const all = Math.max(1, totals.funded_minor + totals.loss_minor)
  return (
    <section className={classes.totals} aria-label={t('budget.where')}>
      <p className={classes.funded}>
        <span>{money(totals.funded_minor, currency)}</span> {t('budget.funded')}
      </p>
      <div className={classes.bar} aria-hidden>
        {parts.map((part) => (
          <span key={part} data-part={part} style={{ width: `${(totals[`${part}_minor`] / all) * 100}%` }} />
        ))}
      </div>
      <dl className={classes.parts}>
        {parts.map((part) => (
          <div key={part}>
            <dt data-part={part}>{t(`budget.part.${part}`)}</dt>
            <dd>{money(totals[`${part}_minor`], currency)}</dd>
          </div>
        ))}
      </dl>
      {!ledger.balanced && (
        <Text c="red" role="alert">
          {t('budget.unbalanced')}
        </Text>
      )}
    </section>
  )
}

function Transactions({ project, pages }: { project: Project; pages: Ledger[] }) {
  const { t } = useTranslation()
  const gigs = useSubGigs(project.id)
  const titles = useMemo(() => new Map(gigs.data?.map((gig) => [gig.id, gig.title])), [gigs.data])
  const list = pages.flatMap((page) => page.transactions)
  if (list.length === 0) return <Text c="dimmed">{t('budget.none')}</Text>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll sideways on a phone, which keys must be able to
    <section className={classes.scroll} tabIndex={0} aria-label={t('budget.table')}>
      <Table striped={false} highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('budget.when')}</Table.Th>
            <Table.Th>{t('budget.what')}</Table.Th>
            <Table.Th>{t('budget.for')}</Table.Th>
            <Table.Th ta="end">{t('budget.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.map((one) => (
            <Table.Tr key={one.seq}>
              <Table.Td>{moment(one.at)}</Table.Td>
              <Table.Td>{t(`posting.${one.kind as 'fund'}`)}</Table.Td>
              <Table.Td>
                {one.sub_gig_id && (
                  <Link to="/sub-gigs/$subGigID" params={{ subGigID: one.sub_gig_id }} className={classes.gig}>
                    {titles.get(one.sub_gig_id) ?? one.sub_gig_id}
                  </Link>
                )}
              </Table.Td>
              <Table.Td ta="end">{money(one.minor, project.currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
