import { servePageActions } from './page-actions.ts'

servePageActions()
