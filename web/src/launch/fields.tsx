// The fields of one sub-gig of a plan, for a row of the table and for the form beside the drawing.
import { MultiSelect, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRoster } from '../casting/casting'
import type { Plan, PlanSubGig } from '../contract/client'
import { changed, mayNeed } from './edit'

export type FieldProps = {
  plan: Plan
  gig: PlanSubGig
  edit: (plan: Plan) => void
  bare?: boolean // its label is not shown, such as below the head of a column
}

/** A field of plain text. */
export function Words({ plan, gig, edit, bare, of }: FieldProps & { of: 'title' | 'role' | 'price' }) {
  const { t } = useTranslation()
  const label = { title: t('launch.gigTitle'), role: t('subGig.role'), price: t('subGig.price') }[of]
  return (
    <TextInput
      {...named(label, gig, bare)}
      value={gig[of]}
      onChange={(event) => edit(changed(plan, gig.key, { [of]: event.currentTarget.value }))}
      inputMode={of === 'price' ? 'decimal' : undefined}
      required
    />
  )
}

/** Who is asked, in order: people of the roster, and those that the plan brings itself. */
export function Cast({ plan, gig, edit, bare }: FieldProps) {
  const { t } = useTranslation()
  const roster = useRoster()
  const people = useMemo(() => {
    const names = new Map((plan.people ?? []).map((one) => [one.handle, one.name]))
    for (const { person } of roster.data ?? []) names.set(person.handle, person.name)
    for (const handle of gig.cast ?? []) if (!names.has(handle)) names.set(handle, handle)
    return [...names].map(([value, label]) => ({ value, label }))
  }, [plan.people, roster.data, gig.cast])
  return (
    <MultiSelect
      {...named(t('launch.cast'), gig, bare)}
      data={people}
      value={gig.cast ?? []}
      onChange={(cast) => edit(changed(plan, gig.key, { cast }))}
      limit={50}
      searchable
    />
  )
}

/** What must be approved before. What waits for it itself is not offered. */
export function Needs({ plan, gig, edit, bare }: FieldProps) {
  const { t } = useTranslation()
  const others = useMemo(
    () => mayNeed(plan, gig.key).map((one) => ({ value: one.key, label: one.title || one.key })),
    [plan, gig.key],
  )
  return (
    <MultiSelect
      {...named(t('graph.waitsFor'), gig, bare)}
      data={others}
      value={(gig.needs ?? []).filter((key) => others.some((one) => one.value === key))}
      onChange={(needs) => edit(changed(plan, gig.key, { needs }))}
      limit={50}
      searchable
    />
  )
}

function named(label: string, gig: PlanSubGig, bare?: boolean) {
  return bare ? { 'aria-label': `${label}: ${gig.title || gig.key}` } : { label }
}
