import i18next from 'i18next'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import ar from './ar.json'
import de from './de.json'
import en from './en.json'
import es from './es.json'
import { languages, pseudoTag, speak, speakTo } from './i18n'
import { pseudo } from './pseudo'

const others: Record<string, object> = { de, es, ar }

/** Sentences that are rightly written as in English, by language. Whatever else is equal was not translated. */
const alike: Record<string, string[]> = {
  de: [
    'acts.extra',
    'budget.title',
    'delivery.version',
    'health.version',
    'launch.budget',
    'launch.text',
    'live.on',
    'nav.budget',
    'nav.webhooks',
    'operator.webhooks',
    'room.decibels_one',
    'room.decibels_other',
    'room.solo',
    'spec.mono',
    'spec.rate',
    'spec.stereo',
    'webhook.form',
    'webhook.forms.standard',
    'webhook.title',
    'webhook.took',
  ],
  es: [
    'acts.extra',
    'nav.webhooks',
    'operator.webhooks',
    'people.tokens',
    'room.decibels_one',
    'room.decibels_other',
    'room.solo',
    'spec.mono',
    'spec.rate',
    'trust.level.principal',
    'webhook.forms.standard',
    'webhook.title',
    'webhook.took',
  ],
  ar: ['webhook.forms.standard'],
}

/** Every text by its key, as board.only.late. */
function flat(words: object, at = ''): Map<string, string> {
  const texts = Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[at + key, value]] : [...flat(value, `${at + key}.`)],
  )
  return new Map(texts)
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\{.*?\}\}/g) ?? [])].sort()
}

const english = flat(en)
const plurals = [...english.keys()].filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -'_other'.length))
const form = /_(zero|one|two|few|many|other)$/
const stem = (key: string) => (plurals.includes(key.replace(form, '')) ? key.replace(form, '') : key)

/** What a language has to say for English's keys: a plural in the forms that it has, and 0 where English has a form for that. */
function wantedKeys(tag: string): string[] {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
  const many = plurals.flatMap((key) => forms.map((one) => `${key}_${one}`))
  return [
    ...new Set([...many, ...[...english.keys()].filter((key) => stem(key) === key || key.endsWith('_zero'))]),
  ].sort()
}

test('there is a file for each language', () => {
  expect(Object.keys(languages)).toEqual(['en', ...Object.keys(others)])
})

test('a sentence that counts has a plural', () => {
  const counting = [...english].filter(([, text]) => text.includes('{{count}}')).map(([key]) => key)
  expect(counting.filter((key) => stem(key) === key)).toEqual([])
})

describe.each(Object.entries(others))('%s', (tag, words) => {
  const texts = flat(words)

  test('has every key of English, plurals in its own forms, and no other', () => {
    const wanted = wantedKeys(tag)
    expect({
      missing: wanted.filter((key) => !texts.has(key)),
      unknown: [...texts.keys()].filter((key) => !wanted.includes(key)),
    }).toEqual({ missing: [], unknown: [] })
  })

  test('fills in what English fills in; a form for few may write the number as a word', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const wanted = placeholders(english.get(key) ?? english.get(`${stem(key)}_other`) ?? '')
      const got = placeholders(text)
      const free = /_(zero|one|two)$/.test(key) && stem(key) !== key
      return (
        JSON.stringify(got) !==
        JSON.stringify(wanted.filter((one) => !free || one !== '{{count}}' || got.includes(one)))
      )
    })
    expect(wrong).toEqual([])
  })

  test('leaves nothing empty or in English', () => {
    const same = (key: string, text: string) =>
      text === english.get(key) && /[a-z]{2}/i.test(text.replace(/\{\{.*?\}\}/g, ''))
    const left = [...texts].filter(([key, text]) => text.trim() === '' || same(key, text)).map(([key]) => key)
    expect(left.sort()).toEqual([...(alike[tag] ?? [])].sort())
  })
})

test('Arabic is written in Arabic', () => {
  const strange = [...flat(ar)].filter(
    ([, text]) => /[a-z]{2}/i.test(text.replace(/\{\{.*?\}\}/g, '')) && !/\p{Script=Arabic}/u.test(text),
  )
  expect(strange.map(([key]) => key).filter((key) => !alike.ar?.includes(key))).toEqual([])
})

test('the pseudo-language marks what is written, keeps what is filled in, and has every plural', () => {
  expect(pseudo({ a: { b: 'Hello {{name}}' } })).toEqual({ a: { b: '⟦Ħéļļó {{name}}⟧' } })
  expect(Object.keys(pseudo({ n_one: 'a', n_other: 'b' }))).toEqual([
    'n_one',
    'n_zero',
    'n_two',
    'n_few',
    'n_many',
    'n_other',
  ])
  expect([...flat(pseudo(en)).values()].filter((text) => /[a-z]/i.test(text.replace(/\{\{.*?\}\}/g, '')))).toEqual([])
})

describe('a reader is spoken to', () => {
  const kept = new Map<string, string>()
  beforeEach(() => {
    kept.clear()
    vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) })
    vi.stubGlobal('document', { documentElement: {} })
    vi.stubGlobal('navigator', { languages: ['fr-CA', 'de-DE', 'en'] })
  })

  test('in the language of the browser, of the profile, or that was chosen here', async () => {
    await speak()
    expect(i18next.language).toBe('de')
    await speakTo(['pt-BR', 'es-MX'])
    expect(i18next.language).toBe('es')
    await speakTo(['es-MX'], 'de')
    expect(i18next.language).toBe('de')
    await speakTo(['es-MX'], 'tlh')
    expect(i18next.language).toBe('es')
    kept.set('tutti-language', 'ar')
    await speakTo(['es-MX'], 'de')
    expect(i18next.language).toBe('ar')
    expect(document.documentElement).toMatchObject({ lang: 'ar', dir: 'rtl' })
    kept.set('tutti-language', pseudoTag)
    await speakTo(['es-MX'], 'de')
    expect(i18next.t('signIn.title')).toMatch(/^⟦.*⟧$/)
  })

  test('in Arabic with all six plural forms, and with names that keep their direction', async () => {
    await speak('ar')
    const said = [0, 1, 2, 3, 11, 100].map((count) => i18next.t('board.shown', { count }))
    expect(new Set(said).size).toBe(6)
    expect(i18next.t('home.title', { name: 'Ama (Accra)' })).toContain('\u2068Ama (Accra)\u2069')
  })

  test('with numbers as they write them', async () => {
    await speak('de')
    expect(i18next.t('board.shown', { count: 17572 })).toContain('17.572')
  })
})
