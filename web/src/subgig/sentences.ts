import i18next from 'i18next'
import type { Spec } from '../contract/client'
import { locale } from '../words/locale'
import { bytes } from '../words/time'

/** What a delivery must be, a sentence for each thing that is asked. */
export function sentences(spec: Spec): string[] {
  const { t } = i18next
  const out = [
    spec.formats?.length
      ? t('spec.formats', { list: or(spec.formats.map((one) => one.toUpperCase())) })
      : t(`spec.kind.${(spec.kind ?? 'file') as 'file'}`),
  ]
  const say = (asked: unknown, sentence: () => string) => {
    if (asked !== undefined && asked !== 0 && !(Array.isArray(asked) && asked.length === 0)) out.push(sentence())
  }
  say(spec.sample_rates_hz, () =>
    t('spec.rates', {
      list: or(spec.sample_rates_hz?.map((rate) => t('spec.rate', { rate: number(rate / 1000) })) ?? []),
    }),
  )
  say(spec.min_bit_depth, () => t('spec.depth', { count: spec.min_bit_depth }))
  say(spec.channels, () => t('spec.channels', { list: or(spec.channels?.map((count) => channels(count)) ?? []) }))
  say(spec.min_seconds, () => t('spec.minSeconds', { seconds: seconds(spec.min_seconds) }))
  say(spec.max_seconds, () => t('spec.maxSeconds', { seconds: seconds(spec.max_seconds) }))
  say(spec.min_lufs ?? spec.max_lufs, () => t('spec.lufs', { from: bound(spec.min_lufs), to: bound(spec.max_lufs) }))
  say(spec.max_peak_dbfs, () => t('spec.peak', { db: number(spec.max_peak_dbfs) }))
  say(spec.tempo_bpm, () => t('spec.tempo', { bpm: number(spec.tempo_bpm) }))
  if (spec.align_guide) out.push(t('spec.guide'))
  say(spec.video?.min_height ?? spec.image?.min_height, () =>
    t('spec.picture', {
      width: spec.video?.min_width ?? spec.image?.min_width ?? 0,
      height: spec.video?.min_height ?? spec.image?.min_height ?? 0,
    }),
  )
  say(spec.video?.frame_rates, () => t('spec.frames', { list: or(spec.video?.frame_rates?.map(number) ?? []) }))
  say(spec.image?.min_dpi, () => t('spec.dpi', { dpi: number(spec.image?.min_dpi) }))
  say(spec.pdf?.min_pages, () => t('spec.minPages', { count: spec.pdf?.min_pages }))
  say(spec.pdf?.max_pages, () => t('spec.maxPages', { count: spec.pdf?.max_pages }))
  say(spec.pdf?.page_size, () => t('spec.pageSize', { size: spec.pdf?.page_size }))
  if (spec.pdf?.embedded_fonts) out.push(t('spec.fonts'))
  say(spec.text?.min_words, () => t('spec.minWords', { count: spec.text?.min_words }))
  say(spec.text?.max_words, () => t('spec.maxWords', { count: spec.text?.max_words }))
  say(spec.table?.min_rows, () => t('spec.minRows', { count: spec.table?.min_rows }))
  if (spec.may_be_empty) out.push(t('spec.mayBeEmpty'))
  say(spec.inventory, () => t('spec.inventory', { count: spec.inventory?.length }))
  say(spec.max_bytes, () => t('spec.bytes', { size: bytes(spec.max_bytes ?? 0) }))
  return out
}

function or(list: string[]): string {
  return new Intl.ListFormat(locale(), { type: 'disjunction' }).format(list)
}

function number(value: number | undefined): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 3 }).format(value ?? 0)
}

function seconds(value: number | undefined): string {
  const options = { style: 'unit', unit: 'second', unitDisplay: 'long', maximumFractionDigits: 3 } as const
  return new Intl.NumberFormat(locale(), options).format(value ?? 0)
}

function bound(value: number | undefined): string {
  return value ? number(value) : '…'
}

function channels(count: number): string {
  if (count === 1) return i18next.t('spec.mono')
  if (count === 2) return i18next.t('spec.stereo')
  return i18next.t('spec.channel', { count })
}
