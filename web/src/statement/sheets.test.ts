import { expect, test } from 'vitest'
import { months, sheets } from './sheets'

test('the months go back over the turn of the year', () => {
  expect(months(new Date(2026, 1, 28), 3)).toEqual(['2026-02', '2026-01', '2025-12'])
})

test('a statement has one sheet for each currency, in the order of the file', () => {
  const text =
    'currency,date,kind,change\nEUR,2026-03-01,opening,0.00\nUSD,2026-03-01,opening,0.00\nEUR,2026-03-31,closing,0.00\n'
  expect(sheets(text).map((one) => [one.currency, one.lines.map((line) => line.kind)])).toEqual([
    ['EUR', ['opening', 'closing']],
    ['USD', ['opening']],
  ])
})
