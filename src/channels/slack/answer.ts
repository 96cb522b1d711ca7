import { isPressing, type Knowledge } from '../../knowledge/index.ts'
import type { Reply } from '../../replies/index.ts'
import { type Button, button } from './blocks.ts'
import type { Send } from './outbox-task.ts'
import { packed } from './pack.ts'
import { answeredTopic, publicAnswer } from './public-answer.ts'
import type { Look } from './render-block.ts'
import { ACTIONS, type Extras, type Rendered, renderReply } from './render-reply.ts'
import { post, whisper } from './send.ts'
import { filled } from './words.ts'

/** Turns replies into what is sent, for each kind of place. */
export type Answers = {
  /** For a direct message: everything, with "was this helpful?". */
  direct(reply: Reply, extras: Extras): Rendered
  /** For a thread of a channel: the general part for all, the personal part for the runner. */
  inThread(
    reply: Reply,
    place: { where: string; channel: string; thread: string; runner: string },
  ): Send[]
  /** For the runner alone in a channel; with "share" where there is something general to share. */
  private(reply: Reply, extras: Extras & { canShare?: boolean }): Rendered
}

/** The action and the contacts of a red flag, for buttons that repeat them elsewhere; nothing the runner said. */
function carriedAlert({ blocks }: Reply): string | undefined {
  const alert = blocks.find((block) => block.kind === 'alert')
  return alert?.kind === 'alert'
    ? packed({ text: alert.text, contacts: alert.contacts })
    : undefined
}

/** `content` gives the knowledge of now; it may be read anew while Kneewise runs. */
export function createAnswers(content: { readonly knowledge: Knowledge }, look: Look): Answers {
  const { words } = look

  return {
    direct(reply, extras) {
      const topic = isPressing(reply.triage) ? undefined : answeredTopic(reply, content.knowledge)
      return renderReply(reply, look, { ...extras, feedbackAbout: topic })
    },
    inThread(reply, { where, channel, thread, runner }) {
      const { general, personal, topic } = publicAnswer(reply, content.knowledge)
      const place = { channel, thread, runner }
      const sends: Send[] = []
      // What the runner needs comes first; the thread can wait a moment.
      if (personal) {
        const alert = carriedAlert(reply)
        const buttons = [privately(alert), ...(alert ? [tellThread(alert)] : [])]
        sends.push(whisper(renderReply(personal, look, { where, buttons }), place))
      }
      if (general) {
        sends.push(post(renderReply(general, look, { where, feedbackAbout: topic }), place))
      }
      return sends
    },
    private(reply, { canShare = false, ...extras }) {
      const { general, topic } = publicAnswer(reply, content.knowledge)
      const share = canShare && general && topic ? [shareButton(topic)] : []
      return renderReply(reply, look, { ...extras, buttons: [...share, ...(extras.buttons ?? [])] })
    },
  }

  function privately(alert: string | undefined): Button {
    const value = alert ? { value: alert } : {}
    return button(words.public.private, { action: ACTIONS.continuePrivately, ...value })
  }

  function tellThread(alert: string): Button {
    const confirm = words.public.tellThreadConfirm
    return button(words.public.tellThread, { action: ACTIONS.tellThread, value: alert, confirm })
  }

  function shareButton(topic: string): Button {
    const { text, ...confirm } = words.public.shareConfirm
    const title = content.knowledge.topics.get(topic)?.title ?? ''
    return button(words.public.share, {
      action: ACTIONS.share,
      value: topic,
      confirm: { ...confirm, text: filled(text, { title }) },
    })
  }
}
