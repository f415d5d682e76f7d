import { useTranslation } from 'react-i18next'
import { MyReel } from '../reel/MyReel'
import { is, useMe } from '../session/me'
import { Column } from '../show/Column'
import { Facts } from '../show/Facts'
import { Card, PageHead } from '../show/Page'
import { Found } from '../show/States'
import { Browsers } from './Browsers'
import { CalendarAddress } from './CalendarAddress'
import { MyData } from './MyData'
import { NameForm } from './NameForm'
import { Notifying } from './Notifying'
import { SellerForm } from './SellerForm'
import { Sessions } from './Sessions'
import { useProfile } from './seller'
import { Tokens } from './Tokens'
import { WorkRecord } from './WorkRecord'

/** Everything that somebody decides about themselves. */
export function Profile() {
  const { t } = useTranslation()
  const me = useMe()
  const profile = useProfile(me.id)
  return (
    <Column>
      <PageHead title={t('nav.profile')} />
      <Card title={t('profile.who')}>
        <Facts
          of={[
            [t('profile.handle'), me.handle],
            [t('profile.email'), me.email],
            [t('profile.part'), me.roles.map((role) => t(`role.${role as 'buyer'}`)).join(' · ')],
          ]}
        />
        <NameForm key={`${me.name} ${me.pronunciation} ${me.language}`} me={me} />
      </Card>
      <Card title={t('profile.work')}>
        <Found query={profile}>
          {(found) => <SellerForm key={found.updated_at ?? ''} personID={me.id} profile={found} />}
        </Found>
      </Card>
      {is(me, 'seller') && <MyReel />}
      <Notifying />
      <Browsers />
      <CalendarAddress />
      <Sessions />
      <Tokens personID={me.id} />
      <WorkRecord />
      <MyData />
    </Column>
  )
}
