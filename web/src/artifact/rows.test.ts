import { expect, test } from 'vitest'
import { readsRows, rowsOf } from './rows'

const texts = (text: string, type: string) => rowsOf(text, type).map((row) => row.text)

test('a text has lines, and no line behind its last end', () => {
  expect(texts('# One\r\n\r\ntwo\n', 'text/markdown; charset=utf-8')).toEqual(['# One', '', 'two'])
  expect(readsRows('application/pdf')).toBe(false)
})

test('a table has rows behind its head, whatever separates the cells', () => {
  expect(texts('\uFEFFid,said\n1,"a, ""b""\nc"\n\n2,d\n', 'text/csv; charset=utf-8')).toEqual([
    'id: 1\nsaid: a, "b"\nc',
    'id: 2\nsaid: d',
  ])
  expect(texts('id;said\n1;a,b', 'text/csv')).toEqual(['id: 1\nsaid: a,b'])
  expect(texts('{"a":1}\n\n{"a":2}\n', 'application/jsonl')).toEqual(['{"a":1}', '{"a":2}'])
})

test('subtitles have cues, and what has no times is none', () => {
  const vtt =
    'WEBVTT\n\nNOTE nobody reads it\n\n1\n00:01.000 --> 00:02.000\nHello\nyou\n\n\n00:03.000 --> 00:04.000\nBye\n'
  expect(rowsOf(vtt, 'text/vtt')).toEqual([
    { text: 'Hello\nyou', aside: '00:01.000 --> 00:02.000' },
    { text: 'Bye', aside: '00:03.000 --> 00:04.000' },
  ])
  expect(
    texts(
      '1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBye',
      'application/x-subrip',
    ),
  ).toEqual(['Hello', 'Bye'])
})
