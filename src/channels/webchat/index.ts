export { createCloudAgent } from './agent.ts'
export { messagePage } from './pages/index.ts'
export { type WebchatParts, webchat } from './webchat.ts'
