import type { TFunction } from 'i18next'
import type { Speaker } from '../contract/client'

/** What somebody is in the project, in words. */
export function partOf(t: TFunction<'words'>, { part }: Speaker): string {
  return part === 'other' ? t('room.otherPart') : t(`role.${part}`)
}
