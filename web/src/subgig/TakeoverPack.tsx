import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, type SubGig } from '../contract/client'
import { Icon } from '../show/icons'
import { save } from '../show/save'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

/** What earlier sellers of the sub-gig left behind for the next one, without their names. */
export function TakeoverPack({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const take = useCommand(
    async (id: string) => {
      const pack = await ask<unknown>(
        api.GET('/api/v1/sub-gigs/{id}/takeover-pack', { params: { path: { id } }, parseAs: 'blob' }),
      )
      save(pack as Blob, `${gig.key}-takeover.zip`)
    },
    { stale: [] },
  )
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        mt="sm"
        leftSection={<Icon name="download" size={16} />}
        loading={take.isPending}
        onClick={() => take.mutate(gig.id)}
      >
        {t('material.pack')}
      </Button>
      <Wrong problem={take.error} />
    </>
  )
}
