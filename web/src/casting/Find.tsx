import { Button, Checkbox, Group, Select, TagsInput, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonName, Ranked, RankRequest, SubGig } from '../contract/client'
import { ReelFold } from '../reel/ReelFold'
import { Card } from '../show/Page'
import { PersonLine } from '../show/People'
import { Unread, Wrong } from '../show/Wrong'
import { moment } from '../words/time'
import classes from './Casting.module.css'
import { open, useCast, useChoose, useRank, useRanking, useRoster } from './casting'
import { Factors } from './Factors'

const route = getRouteApi('/projects/$projectID/casting')

/** Finds sellers: somebody by name, or all who fill the role, the best first by the published rule. */
export function Find({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const choose = useChoose(gig, t('casting.asked'))
  const cast = useCast(gig, t('casting.added'))
  const [picked, setPicked] = useState<string[]>([])
  const pick = (handle: string, on: boolean) =>
    setPicked((before) => (on ? [...before, handle] : before.filter((one) => one !== handle)))
  return (
    <Card title={t('casting.find')}>
      <ByName picked={picked} pick={pick} />
      <Wish gig={gig} />
      <Candidates
        gig={gig}
        picked={picked}
        pick={pick}
        busy={choose.isPending}
        ask={(handle) => choose.mutate({ handle })}
      />
      <Wrong problem={choose.error ?? cast.error} />
      {picked.length > 0 && (
        <section className={classes.picked} aria-label={t('casting.picked')}>
          <Text size="sm">
            {t('casting.order')} <strong>{picked.join(' → ')}</strong>
          </Text>
          <Group gap="xs">
            <Button
              size="sm"
              loading={cast.isPending}
              onClick={() => cast.mutate(picked, { onSuccess: () => setPicked([]) })}
            >
              {t('casting.add', { count: picked.length })}
            </Button>
            {open(gig) && picked.length === 1 && picked[0] && (
              <Button
                size="sm"
                variant="default"
                loading={choose.isPending}
                onClick={() => choose.mutate({ handle: picked[0] ?? '' }, { onSuccess: () => setPicked([]) })}
              >
                {t('casting.askNow')}
              </Button>
            )}
            <Button size="sm" variant="subtle" onClick={() => setPicked([])}>
              {t('casting.clear')}
            </Button>
          </Group>
        </section>
      )}
    </Card>
  )
}

function ByName({ picked, pick }: { picked: string[]; pick: (handle: string, on: boolean) => void }) {
  const { t } = useTranslation()
  const roster = useRoster()
  const people = (roster.data ?? []).filter((one) => !picked.includes(one.person.handle))
  return (
    <Select
      label={t('casting.byName')}
      placeholder={t('casting.byNamePlace')}
      data={people.map(({ person }) => ({ value: person.handle, label: `${person.name} (${person.handle})` }))}
      value={null}
      onChange={(handle) => handle && pick(handle, true)}
      error={roster.error?.message}
      limit={50}
      searchable
      maw={420}
    />
  )
}

/** What is asked for besides the role, and the word to rank. */
function Wish({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  const rank = useRank(gig)
  const [wish, setWish] = useState<RankRequest>({})
  return (
    <form
      className={classes.wish}
      onSubmit={(event) => {
        event.preventDefault()
        rank.mutate(wish, {
          onSuccess: (made) =>
            void navigate({ search: (before) => ({ ...before, gig: gig.id, ranking: made.id }), replace: true }),
        })
      }}
    >
      <TagsInput
        label={t('casting.languages')}
        description={t('casting.languagesWords')}
        value={wish.languages ?? []}
        onChange={(languages) => setWish({ ...wish, languages })}
        maxTags={10}
      />
      <TagsInput
        label={t('casting.countries')}
        description={t('casting.countriesWords')}
        value={wish.countries ?? []}
        onChange={(countries) => setWish({ ...wish, countries: countries.map((one) => one.toUpperCase()) })}
        maxTags={20}
      />
      <Checkbox
        label={t('casting.kept')}
        checked={wish.kept ?? false}
        onChange={(event) => setWish({ ...wish, kept: event.currentTarget.checked || undefined })}
      />
      <Button type="submit" variant="light" loading={rank.isPending} w="fit-content">
        {t('casting.rank')}
      </Button>
      <Wrong problem={rank.error} />
    </form>
  )
}

type CandidatesProps = {
  gig: SubGig
  picked: string[]
  pick: (handle: string, on: boolean) => void
  busy: boolean
  ask: (handle: string) => void
}

function Candidates(props: CandidatesProps) {
  const { t } = useTranslation()
  const { ranking: id } = route.useSearch()
  const ranking = useRanking(id)
  const roster = useRoster()
  const names = useMemo(() => new Map(roster.data?.map(({ person }) => [person.id, person])), [roster.data])
  if (!id) return null
  if (!ranking.data) return <Unread query={ranking} />
  const found = ranking.data
  if (found.sub_gig_id !== props.gig.id) return null
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {found.candidates.length === 0 ? t('casting.noneFills', { role: props.gig.role }) : null}
        {found.candidates.length > 0 &&
          t('casting.ranked', { count: found.candidates.length, at: moment(found.created_at), rule: found.rule })}{' '}
        {t(found.agrees ? 'casting.agrees' : 'casting.disagrees')}
      </Text>
      <ol className={classes.candidates}>
        {found.candidates.map((one) => (
          <li key={one.person_id}>
            <Candidate
              {...props}
              ranked={one}
              person={names.get(one.person_id) ?? { id: one.person_id, handle: one.handle }}
            />
          </li>
        ))}
      </ol>
    </>
  )
}

function Candidate({
  gig,
  picked,
  pick,
  busy,
  ask,
  ranked,
  person,
}: CandidatesProps & { ranked: Ranked; person: PersonName }) {
  const { t } = useTranslation()
  const name = person.name ?? ranked.handle
  return (
    <article className={classes.candidate} aria-label={name}>
      <div className={classes.candidateHead}>
        <Checkbox
          aria-label={t('casting.pick', { name })}
          checked={picked.includes(ranked.handle)}
          onChange={(event) => pick(ranked.handle, event.currentTarget.checked)}
        />
        <PersonLine person={person} />
        <Text fw={650} className={classes.points}>
          {t('casting.points', { points: Math.round(ranked.points / 1000) })}
        </Text>
        {open(gig) && (
          <Button size="xs" variant="default" loading={busy} onClick={() => ask(ranked.handle)}>
            {t('casting.askNow')}
            <span className="unseen"> {name}</span>
          </Button>
        )}
      </div>
      <Factors factors={ranked.factors} />
      <ReelFold personID={ranked.person_id} name={name} />
    </article>
  )
}
