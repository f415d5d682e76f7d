import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  Menu,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Help } from '../help/Help'
import { Bell } from '../notice/Bell'
import { SearchButton } from '../search/SearchButton'
import { useMe, useSignOut } from '../session/me'
import { Icon } from '../show/icons'
import { Offline } from '../show/Offline'
import { Face } from '../show/People'
import { useLanguages } from '../words/useLanguages'
import { Navigation } from './Navigation'
import classes from './Shell.module.css'

/** What is around every page: where one can go, who one is, and whether the server is there. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [opened, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when another page is shown
  useEffect(close, [path])
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <button type="button" className="skip" onClick={() => document.getElementById('page')?.focus()}>
        {t('nav.skip')}
      </button>
      <AppShell.Header className={classes.header}>
        <Group gap="xs">
          <Burger
            opened={opened}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={t('nav.menu')}
            aria-expanded={opened}
          />
          <Link to="/" className={classes.brand}>
            <span className={classes.logo} aria-hidden />
            Tutti
          </Link>
        </Group>
        <Group gap="xs">
          <SearchButton />
          <Help />
          <Bell />
          <SchemeButton />
          <PersonMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} p="sm">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1} className={classes.main}>
        <Offline />
        {children}
      </AppShell.Main>
    </AppShell>
  )
}

function SchemeButton() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={t(dark ? 'nav.light' : 'nav.dark')}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </ActionIcon>
  )
}

function PersonMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const signOut = useSignOut()
  const others = useLanguages()
  return (
    <Menu position="bottom-end" width={230} withinPortal>
      <Menu.Target>
        <button type="button" className={classes.me} aria-label={t('nav.me', { name: me.name })}>
          <Face person={me} size={34} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw={600} truncate>
            {me.name}
          </Text>
          <Text size="xs" c="dimmed">
            {me.roles.map((role) => t(`role.${role as 'buyer'}`)).join(' · ')}
          </Text>
        </div>
        <Menu.Item
          leftSection={<Icon name="person" size={16} />}
          renderRoot={(props) => <Link to="/profile" {...props} />}
        >
          {t('nav.profile')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="code" size={16} />}
          renderRoot={(props) => <Link to="/programs" {...props} />}
        >
          {t('nav.programs')}
        </Menu.Item>
        <Menu.Divider />
        {others.map(({ tag, name, choose }) => (
          <Menu.Item key={tag} lang={tag} leftSection={<Icon name="globe" size={16} />} onClick={choose}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('nav.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
