import { expect, test } from 'vitest'
import type { Artifact } from '../contract/schema'
import { newest } from './where'

test('a final counts more than a newer preview', () => {
  const list = [
    { id: 'p2', kind: 'preview' },
    { id: 'f', kind: 'final' },
    { id: 'p1', kind: 'preview' },
  ] as Artifact[]
  expect(newest(list)?.id).toBe('f')
  expect(newest(list.slice(0, 1))?.id).toBe('p2')
  expect(newest([])).toBeUndefined()
})
