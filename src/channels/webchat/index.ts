export { messagePage } from './pages.ts'
export { type WebchatParts, webchat } from './webchat.ts'
