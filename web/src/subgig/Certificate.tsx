import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, type SubGig } from '../contract/client'
import { Icon } from '../show/icons'
import { save } from '../show/save'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

/** The certificate of one's own approved work. */
export function Certificate({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const take = useCommand(
    async (id: string) => {
      const pdf = await ask<unknown>(
        api.GET('/api/v1/sub-gigs/{id}/certificate', { params: { path: { id } }, parseAs: 'blob' }),
      )
      save(pdf as Blob, `${gig.key}-certificate.pdf`)
    },
    { stale: [] },
  )
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="download" />}
        loading={take.isPending}
        onClick={() => take.mutate(gig.id)}
      >
        {t('record.certificate')}
      </Button>
      <Wrong problem={take.error} />
    </>
  )
}
