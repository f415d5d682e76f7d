import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProject } from '../board/project'
import { api, ask, once, type Proposal, type SubGig } from '../contract/client'
import { useMe } from '../session/me'
import { Clock } from '../show/Clock'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Unread, Wrong } from '../show/Wrong'
import { useProposals } from '../subgig/subgig'
import { money } from '../words/money'
import { lasting, moment } from '../words/time'
import classes from './Proposals.module.css'

/** Questions and proposals between the sides of a sub-gig, with the answers. Nothing is shown where there are none. */
export function Proposals({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const proposals = useProposals(gig.id)
  if (!proposals.data) return <Unread query={proposals} />
  if (proposals.data.length === 0) return null
  return (
    <Card title={t('proposal.title')}>
      <ul className={classes.list}>
        {proposals.data.map((one) => (
          <li key={one.id} className={classes.one}>
            <One proposal={one} gig={gig} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function One({ proposal, gig }: { proposal: Proposal; gig: SubGig }) {
  const { t } = useTranslation()
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <Text fw={600} size="sm">
          {t(`proposal.kind.${proposal.kind}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`proposal.by.${proposal.by}`)} · {t(`proposal.state.${proposal.state}`)} · {moment(proposal.made_at)}
        </Text>
        {proposal.state === 'open' && <Clock due={proposal.expires_at} />}
      </Group>
      {amounts(proposal).length > 0 && <Text size="sm">{amounts(proposal).join(' · ')}</Text>}
      {proposal.words && <Text className={classes.words}>{proposal.words}</Text>}
      {proposal.reply && <Text className={classes.reply}>{proposal.reply}</Text>}
      {proposal.state === 'open' && !proposal.your_answer && proposal.kind !== 'objection' && (
        <Withdraw proposal={proposal} gig={gig} />
      )}
      {proposal.your_answer && <Answer proposal={proposal} gig={gig} />}
    </Stack>
  )
}

/** Takes back what one's own side has asked for. */
function Withdraw({ proposal, gig }: { proposal: Proposal; gig: SubGig }) {
  const { t } = useTranslation()
  const me = useMe()
  const project = useProject(gig.project_id)
  const seller = gig.seller?.id === me.id || gig.next_action === 'answer_offer'
  const ours = proposal.by === 'seller' ? seller : project.data?.mine.includes('producer')
  const withdraw = useCommand(
    (id: string, key) =>
      ask(api.POST('/api/v1/proposals/{id}/withdraw', { params: { path: { id }, header: once(key) } })),
    { stale: [['sub-gig', gig.id], ['inbox']], done: t('proposal.withdrawn') },
  )
  if (!ours || proposal.by === 'platform') return null
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate(proposal.id)}>
        {t('proposal.withdraw')}
      </Button>
      <Wrong problem={withdraw.error} />
    </Group>
  )
}

function amounts(proposal: Proposal): string[] {
  const out: string[] = []
  if (proposal.minor) out.push(money(proposal.minor, proposal.currency))
  if (proposal.time_seconds) out.push(lasting(proposal.time_seconds))
  return out
}

function Answer({ proposal, gig }: { proposal: Proposal; gig: SubGig }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const question = proposal.kind === 'question'
  const answer = useCommand(
    ({ agree, words }: { agree: boolean; words?: string }, key) => {
      const init = { body: { words }, params: { path: { id: proposal.id }, header: once(key) } }
      return ask(
        agree ? api.POST('/api/v1/proposals/{id}/agree', init) : api.POST('/api/v1/proposals/{id}/refuse', init),
      )
    },
    { stale: [['sub-gig', gig.id], ['sub-gigs', gig.project_id], ['inbox']], done: t('proposal.answered') },
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        answer.mutate({ agree: true, words: words || undefined })
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t(question ? 'proposal.answer' : 'proposal.words')}
          value={words}
          required={question}
          maxLength={2000}
          autosize
          minRows={2}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Wrong problem={answer.error} />
        <Group>
          <Button type="submit" loading={answer.isPending}>
            {t(question ? 'proposal.send' : 'proposal.agree')}
          </Button>
          {!question && (
            <Button
              variant="default"
              disabled={answer.isPending}
              onClick={() => answer.mutate({ agree: false, words: words || undefined })}
            >
              {t('proposal.refuse')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
