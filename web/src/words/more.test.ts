import { expect, test } from 'vitest'
import first from './en.json'
import { inEveryForm } from './more'
import english from './more/en.json'

const files = import.meta.glob<object>('./more/*.json', { eager: true, import: 'default' })

const form = /_(zero|one|two|few|many|other)$/

/** Every text by its key; the forms of a plural are one key. */
function flat(words: object, at = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[at + key.replace(form, '_n'), value]] : [...flat(value, `${at}${key}.`)],
    ),
  )
}

test('what a page needs later is named beside what is needed first, not over it', () => {
  expect(Object.keys(english).filter((key) => key in first)).toEqual([])
})

test.each(Object.entries(files))('%s has every key of English, and fills in the same', (_, words) => {
  const wanted = flat(english)
  const got = flat(words)
  expect([...got.keys()].sort()).toEqual([...wanted.keys()].sort())
  const filled = (text: string | undefined) => (text?.match(/\{\{.*?\}\}/g) ?? []).sort()
  for (const [key, text] of got) if (!key.endsWith('_n')) expect(filled(text), key).toEqual(filled(wanted.get(key)))
})

test('a sentence that counts has a plural', () => {
  const counting = [...flat(english)].filter(([, text]) => text.includes('{{count}}')).map(([key]) => key)
  expect(counting.filter((key) => !key.endsWith('_n'))).toEqual([])
})

test('English that stands in for another language has a plural for every number', () => {
  const forms = inEveryForm({ a: { n_one: '1 file', n_other: 'files', m: 'text' } }) as { a: object }
  expect(forms.a).toMatchObject({ n_one: '1 file', n_few: 'files', n_many: 'files', n_two: 'files', n_zero: 'files' })
  expect(Object.keys(forms.a)).not.toContain('m_few')
})
