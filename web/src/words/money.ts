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

/** Writes an amount that stands in a file as a decimal with a point, such as 12.50. */
export function decimal(text: string, currency: string): string {
  return text === '' ? '' : formatOf(currency).format(Number(text))
}

/** How many minor units make one of a currency, as 100; 1 for yen. */
export function minorsIn(currency: string): number {
  try {
    return 10 ** (formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2)
  } catch {
    return 100 // a code that is not written to its end yet
  }
}

/** An amount that somebody wrote, in minor units. */
export function minorOf(amount: number, currency: string): number {
  return Math.round(amount * minorsIn(currency))
}
