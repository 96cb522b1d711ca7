import { Activity } from '@microsoft/agents-activity'
import {
  ActivityHandler,
  BaseAdapter,
  type ResourceResponse,
  TurnContext,
} from '@microsoft/agents-hosting'
import type { Assistant } from '../../assistant.ts'
import { activityFromReply, type OutgoingActivity } from './activity.ts'

/** Runs one activity through the agent; what the agent sends goes to `send`, which gives the new activity's id. */
export type AgentTurn = (
  incoming: Record<string, unknown>,
  send: (activity: OutgoingActivity) => Promise<string>,
) => Promise<void>

/** The agent: answers messages through the assistant, whatever Bot Framework channel they come from. */
class KneewiseAgent extends ActivityHandler {
  constructor(assistant: Assistant) {
    super()
    this.onMessage(async (context, next) => {
      const conversation = context.activity.conversation?.id ?? ''
      const reply = await assistant.answer({
        conversation: `webchat:${conversation}`,
        text: context.activity.text ?? '',
      })
      await context.sendActivity(Activity.fromObject(activityFromReply(reply)))
      await next()
    })
  }
}

/** Carries the agent's activities to our own Direct Line endpoint instead of a cloud connector. */
class DirectLineAdapter extends BaseAdapter {
  readonly #send: (activity: OutgoingActivity) => Promise<string>

  constructor(send: (activity: OutgoingActivity) => Promise<string>) {
    super()
    this.#send = send
    this.onTurnError = async (_context, error) => {
      throw error
    }
  }

  async run(incoming: Record<string, unknown>, agent: KneewiseAgent): Promise<void> {
    const context = new TurnContext(this, Activity.fromObject(incoming))
    await this.runMiddleware(context, (turn) => agent.run(turn))
  }

  override async sendActivities(
    _context: TurnContext,
    activities: Activity[],
  ): Promise<ResourceResponse[]> {
    const sent: ResourceResponse[] = []
    for (const {
      type,
      text,
      textFormat,
      locale,
      inputHint,
      suggestedActions,
      attachments,
      channelData,
    } of activities) {
      const plain = {
        text,
        textFormat,
        locale,
        inputHint,
        suggestedActions,
        attachments,
        channelData,
      }
      sent.push({ id: await this.#send({ type, ...plain }) })
    }
    return sent
  }

  override async updateActivity(): Promise<void> {
    throw new NotSupported('updating an activity')
  }

  override async deleteActivity(): Promise<void> {
    throw new NotSupported('deleting an activity')
  }

  override async continueConversation(): Promise<void> {
    throw new NotSupported('writing first')
  }

  override async uploadAttachment(): Promise<never> {
    throw new NotSupported('attachments')
  }

  override async getAttachmentInfo(): Promise<never> {
    throw new NotSupported('attachments')
  }

  override async getAttachment(): Promise<never> {
    throw new NotSupported('attachments')
  }
}

/** Something of the Bot Framework that Kneewise does not do. */
class NotSupported extends Error {
  override name = 'NotSupported'

  constructor(what: string) {
    super(`Kneewise does not support ${what}`)
  }
}

/** The agent behind the Direct Line endpoint. */
export function createAgent(assistant: Assistant): AgentTurn {
  const agent = new KneewiseAgent(assistant)
  return (incoming, send) => new DirectLineAdapter(send).run(incoming, agent)
}
