import { Button, Checkbox, Group, Modal, NumberInput, Rating, Select, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProject } from '../board/project'
import {
  api,
  ask,
  type KnockOn,
  once,
  type Problem,
  type ProposalRequest,
  type ReopenRequest,
  type StepOutRequest,
  type SubGig,
} from '../contract/client'
import { useMe } from '../session/me'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { minorOf, money } from '../words/money'
import { moment } from '../words/time'
import { type Act, actsOf, type Plain } from './acts'

const grave: Act[] = ['step_out', 'dispute', 'release', 'call_off']

/** What one can ask for or do about a sub-gig besides the next thing. Nothing is shown where there is nothing. */
export function Acts({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const me = useMe()
  const project = useProject(gig.project_id)
  const [open, setOpen] = useState<Act | null>(null)
  const mine = project.data?.mine ?? []
  const acts = actsOf(gig, {
    seller: gig.seller?.id === me.id,
    offered: gig.next_action === 'answer_offer',
    producer: mine.includes('producer'),
    buyer: mine.includes('buyer'),
  })
  if (acts.length === 0) return null
  const close = () => setOpen(null)
  return (
    <Card title={t('acts.title')}>
      <Group gap="xs">
        {acts.map((act) => (
          <Button
            key={act}
            variant={grave.includes(act) ? 'subtle' : 'default'}
            color={grave.includes(act) ? 'red' : undefined}
            onClick={() => setOpen(act)}
          >
            {t(`acts.${act}.title`)}
          </Button>
        ))}
      </Group>
      <Modal
        opened={open !== null}
        onClose={close}
        title={open ? t(`acts.${open}.title`) : ''}
        centered
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {open && <Form key={open} act={open} gig={gig} close={close} />}
      </Modal>
    </Card>
  )
}

type FormProps = { gig: SubGig; close: () => void }

function Form({ act, ...rest }: FormProps & { act: Act }) {
  switch (act) {
    case 'step_out':
      return <StepOut {...rest} />
    case 'dispute':
      return <Dispute {...rest} />
    case 'order':
      return <Order {...rest} />
    case 'tip':
      return <Tip {...rest} />
    case 'rate':
      return <Rate {...rest} />
    case 'reopen':
      return <Reopen {...rest} />
    case 'release':
    case 'call_off':
    case 'restore':
    case 'appeal':
      return <Plainly act={act} {...rest} />
  }
  return <Propose kind={act} {...rest} />
}

/** Sends a command about the sub-gig; what is shown of it is read again, and the window closes. */
function useAct<In, Out>(
  gig: SubGig,
  close: () => void,
  done: string,
  send: (input: In, key: string) => Promise<Out>,
  leads?: () => Promise<void>,
) {
  const command = useCommand<In, Out>(send, {
    stale: [['sub-gig', gig.id], ['sub-gigs', gig.project_id], ['project', gig.project_id], ['inbox'], ['offers']],
    done,
    leads,
  })
  return { ...command, go: (input: In) => command.mutate(input, { onSuccess: close }) }
}

type AskedProps = {
  words: string
  problem: Problem | null
  pending: boolean
  send: string
  grave?: boolean
  go: () => void
  close: () => void
  children?: React.ReactNode
}

function Asked({ words, problem, pending, send, grave, go, close, children }: AskedProps) {
  const { t } = useTranslation()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{words}</Text>
        {children}
        <Wrong problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('back')}
          </Button>
          <Button type="submit" color={grave ? 'red.9' : undefined} loading={pending}>
            {send}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const day = 24 * 3600

function Propose({ kind, gig, close }: FormProps & { kind: ProposalRequest['kind'] }) {
  const { t } = useTranslation()
  const [amount, setAmount] = useState<number | ''>(kind === 'counter' ? '' : 0)
  const [days, setDays] = useState<number | ''>(kind === 'counter' ? Math.ceil(gig.work_for_seconds / day) : 1)
  const [outcome, setOutcome] = useState('recast')
  const [words, setWords] = useState('')
  const priced = kind !== 'extension'
  const timed = kind === 'extension' || kind === 'counter' || kind === 'change_order'
  const split = kind === 'cancellation' || kind === 'settlement'
  const time = Math.round((days || 0) * day)
  const propose = useAct(gig, close, t('acts.proposed'), (body: ProposalRequest, key) =>
    ask(api.POST('/api/v1/sub-gigs/{id}/proposals', { body, params: { path: { id: gig.id }, header: once(key) } })),
  )
  return (
    <Asked
      words={t(`acts.${kind as 'extension'}.words`)}
      problem={propose.error}
      pending={propose.isPending}
      send={t('acts.propose')}
      close={close}
      go={() =>
        propose.go({
          kind,
          minor: priced ? minorOf(amount || 0, gig.currency) : undefined,
          time_seconds: timed ? time : undefined,
          outcome: split ? (outcome as 'recast') : undefined,
          words: words || undefined,
        })
      }
    >
      {priced && (
        <NumberInput
          label={t(`acts.${kind as 'counter'}.amount`, { currency: gig.currency })}
          value={amount}
          onChange={(value) => setAmount(typeof value === 'number' ? value : '')}
          required
          min={kind === 'change_order' ? undefined : 0}
          decimalScale={3}
        />
      )}
      {timed && (
        <NumberInput
          label={t(kind === 'counter' ? 'acts.wholeDays' : 'acts.moreDays')}
          value={days}
          onChange={(value) => setDays(typeof value === 'number' ? value : '')}
          required
          min={0}
          max={730}
          decimalScale={2}
        />
      )}
      {kind === 'extension' && time > 0 && <Effect gig={gig} seconds={time} />}
      {split && (
        <Select
          label={t('acts.outcome')}
          value={outcome}
          onChange={(value) => value && setOutcome(value)}
          allowDeselect={false}
          data={(kind === 'cancellation'
            ? (['recast', 'cancel'] as const)
            : (['recast', 'cancel', 'resume', 'approve'] as const)
          ).map((value) => ({ value, label: t(`acts.outcomes.${value}`) }))}
        />
      )}
      <Words value={words} change={setWords} />
    </Asked>
  )
}

function Words({ value, change, required }: { value: string; change: (words: string) => void; required?: boolean }) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t(required ? 'acts.about' : 'acts.words')}
      value={value}
      required={required}
      onChange={(event) => change(event.currentTarget.value)}
      maxLength={2000}
      autosize
      minRows={2}
    />
  )
}

/** What more time does to the dates of the project, before one asks for it. */
function Effect({ gig, seconds }: { gig: SubGig; seconds: number }) {
  const { t } = useTranslation()
  const effect = useQuery<KnockOn, Problem>({
    queryKey: ['knock-on', gig.id, seconds],
    queryFn: () =>
      ask(
        api.POST('/api/v1/sub-gigs/{id}/knock-on', {
          body: { extra_seconds: seconds },
          params: { path: { id: gig.id } },
        }),
      ),
    retry: false,
  })
  if (!effect.data) return null
  const { fits, due_at, project_after_at, others } = effect.data
  return (
    <Text size="sm" role="status">
      {due_at ? `${t('acts.due', { at: moment(due_at) })} ` : ''}
      {fits ? t('acts.fits') : t('acts.moves', { count: others, at: moment(project_after_at) })}
    </Text>
  )
}

function StepOut({ gig, close }: FormProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<StepOutRequest['reason']>('busy')
  const [until, setUntil] = useState<number | ''>(3)
  const navigate = useNavigate()
  const ill = reason === 'illness'
  const step = useAct(
    gig,
    close,
    t('acts.left'),
    (body: StepOutRequest, key) =>
      ask(api.POST('/api/v1/sub-gigs/{id}/step-out', { body, params: { path: { id: gig.id }, header: once(key) } })),
    async () => {
      if (!ill) await navigate({ to: '/offers' }) // it is not theirs to look at any more
    },
  )
  return (
    <Asked
      words={t('acts.step_out.words')}
      problem={step.error}
      pending={step.isPending}
      send={t('acts.step_out.title')}
      grave
      close={close}
      go={() =>
        step.go({
          reason,
          until: ill && until ? new Date(Date.now() + until * day * 1000).toISOString() : undefined,
        })
      }
    >
      <Select
        label={t('offer.reason')}
        value={reason}
        onChange={(value) => value && setReason(value as typeof reason)}
        allowDeselect={false}
        data={(['busy', 'illness', 'price', 'dates', 'style', 'other'] as const).map((value) => ({
          value,
          label: value === 'illness' ? t('acts.illness') : t(`offer.reasons.${value}`),
        }))}
      />
      {ill && (
        <NumberInput
          label={t('acts.illDays')}
          description={t('acts.illWords')}
          value={until}
          onChange={(value) => setUntil(typeof value === 'number' ? value : '')}
          min={1}
          max={90}
        />
      )}
    </Asked>
  )
}

function Dispute({ gig, close }: FormProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const dispute = useAct(gig, close, t('acts.disputed'), (body: { words: string }, key) =>
    ask(api.POST('/api/v1/sub-gigs/{id}/dispute', { body, params: { path: { id: gig.id }, header: once(key) } })),
  )
  return (
    <Asked
      words={t('acts.dispute.words')}
      problem={dispute.error}
      pending={dispute.isPending}
      send={t('acts.dispute.title')}
      grave
      close={close}
      go={() => dispute.go({ words })}
    >
      <Words value={words} change={setWords} required />
    </Asked>
  )
}

/** The address of what is done without saying more. */
const plainly = {
  release: '/api/v1/sub-gigs/{id}/release',
  call_off: '/api/v1/sub-gigs/{id}/cancel',
  restore: '/api/v1/sub-gigs/{id}/cancel', // of a reopening: the approved delivery stands again
  appeal: '/api/v1/sub-gigs/{id}/dispute/appeal',
} as const

function Plainly({ act, gig, close }: FormProps & { act: Plain }) {
  const { t } = useTranslation()
  const send = useAct(gig, close, t(`acts.${act}.done`), (_: null, key) =>
    ask(api.POST(plainly[act], { params: { path: { id: gig.id }, header: once(key) } })),
  )
  return (
    <Asked
      words={t(`acts.${act}.words`)}
      problem={send.error}
      pending={send.isPending}
      send={t(`acts.${act}.title`)}
      grave={grave.includes(act)}
      close={close}
      go={() => send.go(null)}
    />
  )
}

function Reopen({ gig, close }: FormProps) {
  const { t } = useTranslation()
  const [price, setPrice] = useState<number | ''>('')
  const [same, setSame] = useState(true)
  const reopen = useAct(gig, close, t('acts.reopen.done'), (body: ReopenRequest, key) =>
    ask(api.POST('/api/v1/sub-gigs/{id}/reopen', { body, params: { path: { id: gig.id }, header: once(key) } })),
  )
  return (
    <Asked
      words={t('acts.reopen.words')}
      problem={reopen.error}
      pending={reopen.isPending}
      send={t('acts.reopen.title')}
      close={close}
      go={() => reopen.go({ price_minor: minorOf(price || 0, gig.currency), same_seller: same || undefined })}
    >
      <NumberInput
        label={t('acts.reopen.amount', { currency: gig.currency })}
        value={price}
        onChange={(value) => setPrice(typeof value === 'number' ? value : '')}
        required
        min={0}
        decimalScale={3}
      />
      <Checkbox
        label={t('acts.sameSeller')}
        checked={same}
        onChange={(event) => setSame(event.currentTarget.checked)}
      />
    </Asked>
  )
}

function Order({ gig, close }: FormProps) {
  const { t } = useTranslation()
  const extras = gig.extras ?? []
  const [key, setKey] = useState(extras[0]?.key ?? '')
  const order = useAct(gig, close, t('acts.proposed'), (extra: string, once_key) =>
    ask(
      api.POST('/api/v1/sub-gigs/{id}/extras/{key}/order', {
        params: { path: { id: gig.id, key: extra }, header: once(once_key) },
      }),
    ),
  )
  return (
    <Asked
      words={t('acts.order.words')}
      problem={order.error}
      pending={order.isPending}
      send={t('acts.order.title')}
      close={close}
      go={() => order.go(key)}
    >
      <Select
        label={t('acts.extra')}
        value={key}
        onChange={(value) => value && setKey(value)}
        allowDeselect={false}
        data={extras.map((one) => ({
          value: one.key,
          label: `${one.title} · ${money(one.price_minor, gig.currency)}`,
        }))}
      />
    </Asked>
  )
}

function Tip({ gig, close }: FormProps) {
  const { t } = useTranslation()
  const [amount, setAmount] = useState<number | ''>('')
  const tip = useAct(gig, close, t('acts.tipped'), (minor: number, key) =>
    ask(
      api.POST('/api/v1/sub-gigs/{id}/tips', { body: { minor }, params: { path: { id: gig.id }, header: once(key) } }),
    ),
  )
  return (
    <Asked
      words={t('acts.tip.words')}
      problem={tip.error}
      pending={tip.isPending}
      send={t('acts.tip.title')}
      close={close}
      go={() => tip.go(minorOf(amount || 0, gig.currency))}
    >
      <NumberInput
        label={t('acts.tip.amount', { currency: gig.currency })}
        value={amount}
        onChange={(value) => setAmount(typeof value === 'number' ? value : '')}
        required
        min={0}
        decimalScale={3}
      />
    </Asked>
  )
}

function Rate({ gig, close }: FormProps) {
  const { t } = useTranslation()
  const [stars, setStars] = useState(0)
  const rate = useAct(gig, close, t('acts.rated'), (given: number, key) =>
    ask(
      api.POST('/api/v1/sub-gigs/{id}/rating', {
        body: { stars: given },
        params: { path: { id: gig.id }, header: once(key) },
      }),
    ),
  )
  return (
    <Asked
      words={t('acts.rate.words')}
      problem={rate.error}
      pending={rate.isPending}
      send={t('acts.rate.title')}
      close={close}
      go={() => rate.go(stars)}
    >
      <Rating value={stars} onChange={setStars} size="lg" getSymbolLabel={(count) => t('acts.stars', { count })} />
    </Asked>
  )
}
