// Money travels as whole minor units; a currency knows how many of them make one.
import { locale } from './locale'

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(currency: string): Intl.NumberFormat {
  const key = `${locale()}/${currency}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    formats.set(key, format)
  }
  return format
}

/** Writes minor units as money in the reader's way; whole amounts without their zeros. */
export function money(minor: number, currency: string): string {
  const format = formatOf(currency)
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  const amount = minor / 10 ** digits
  if (!Number.isInteger(amount)) return format.format(amount)
  const whole = format.formatToParts(amount)
  const decimal = whole.findIndex((part) => part.type === 'decimal')
  if (decimal < 0) return format.format(amount)
  return whole
    .filter((part, at) => at < decimal || (part.type !== 'decimal' && part.type !== 'fraction'))
    .map((part) => part.value)
    .join('')
}
