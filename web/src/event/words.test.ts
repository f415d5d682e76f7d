import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import en from '../words/en.json'
import { sentenceKey } from './words'

test('every kind of event has a sentence, and no sentence is for nothing', () => {
  const source = readFileSync(new URL('../../../project/event.go', import.meta.url), 'utf8')
  const kinds = [
    ...source.matchAll(/LogKind = "([a-z_]+\.[a-z_]+)"|^\tLog\w+\s*(?:LogKind)?\s*= "([a-z_]+\.[a-z_]+)"/gm),
  ].map((found) => found[1] ?? found[2] ?? '')
  expect(kinds.length).toBeGreaterThan(50)
  expect(Object.keys(en.log).sort()).toEqual(
    [...new Set(kinds)].map((kind) => sentenceKey(kind).slice('log.'.length)).sort(),
  )
})
