import type { types } from '@slack/bolt'
import { plain } from './blocks.ts'
import { LIMITS } from './limits.ts'
import type { Rendered } from './render-reply.ts'
import type { Words } from './words.ts'

/** An answer in a window of its own, for the App Home. */
export function answerView({ blocks }: Rendered, { home }: Words): types.ModalView {
  return {
    type: 'modal',
    title: plain(home.answerTitle, LIMITS.modalTitle),
    close: plain(home.answerClose, LIMITS.modalTitle),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  }
}
