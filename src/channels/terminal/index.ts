export { chat } from './chat.ts'
export { explainReading } from './explain.ts'
export { formatReply, type Look } from './format.ts'
