import { expect, test } from 'vitest'
import { readCSV } from './csv'

test('cells with commas, quotes and line ends are one cell', () => {
  expect(readCSV('date,project,net\r\n2026-03-01,"Night ""Ferry"", a\ntrailer",12.50\r\n2026-03-02,,-1\n')).toEqual([
    { date: '2026-03-01', project: 'Night "Ferry", a\ntrailer', net: '12.50' },
    { date: '2026-03-02', project: '', net: '-1' },
  ])
})

test('an empty file has no lines, a last line needs no end, a short one is filled up', () => {
  expect(readCSV('')).toEqual([])
  expect(readCSV('a,b')).toEqual([])
  expect(readCSV('a,b\n1')).toEqual([{ a: '1', b: '' }])
})
