export { connectSlack, type Disconnect, type SlackSettings } from './connect-slack.ts'
export { LIMITS, renderBlocks } from './render-blocks.ts'
