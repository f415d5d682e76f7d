import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './shell/page.css'
import { createRoot } from 'react-dom/client'
import { App } from './shell/App'
import { speak } from './words/i18n'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
speak().then(
  () => createRoot(root).render(<App />),
  // Without words there is nothing to say it with.
  () => root.append('Tutti could not be loaded. Load the page again.'),
)
