import { expect, test } from 'vitest'
import type { Project, SubGig } from '../contract/client'
import { inOrder, ofProject, ofSubGigs } from './inbox'

const project = (of: Partial<Project>) =>
  ({ id: 'prj_a', title: 'Nine bars', state: 'running', mine: ['buyer'], ...of }) as Project
const gig = (of: Partial<SubGig>) => ({ id: 'sub_a', title: 'Drums', overdue: false, ...of }) as SubGig

test('only what has a next action needs the reader, the soonest first and the standing clock last', () => {
  const items = ofSubGigs(project({}), [
    gig({ id: 'late', next_action: 'review', due_at: '2026-03-02T00:00:00Z' }),
    gig({ id: 'none' }),
    gig({ id: 'still', next_action: 'deliver', due_at: '2026-03-01T00:00:00Z', stopped: true }),
    gig({ id: 'soon', next_action: 'answer_offer', due_at: '2026-03-01T06:00:00Z' }),
    gig({ id: 'whenever', next_action: 'cast', title: 'Alto' }),
  ])
  expect(inOrder(items).map((item) => item.key)).toEqual(['soon', 'late', 'whenever', 'still'])
})

test('a draft is to be launched and a final decided by its buyer alone', () => {
  expect(ofProject(project({ state: 'draft' })).map((item) => item.what)).toEqual(['launch'])
  expect(ofProject(project({ state: 'in_review' })).map((item) => item.what)).toEqual(['final'])
  expect(ofProject(project({ state: 'in_review', mine: ['producer'] }))).toEqual([])
  expect(ofProject(project({}))).toEqual([])
})
