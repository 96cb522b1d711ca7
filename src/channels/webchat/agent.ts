import { Activity } from '@microsoft/agents-activity'
import {
  ActivityHandler,
  BaseAdapter,
  type ResourceResponse,
  TurnContext,
} from '@microsoft/agents-hosting'
import type { Reply } from '../../replies/index.ts'
import { activityFromReply, type OutgoingActivity, standardActivity } from './activity.ts'

/**
 * Runs one activity through the agent and gives what the agent sends, in order. `answer` is asked for the reply when
 * the agent wants one; what it throws, the turn throws.
 */
export type AgentTurn = (
  incoming: OutgoingActivity,
  answer: () => Promise<Reply>,
) => Promise<OutgoingActivity[]>

/** Where a turn's reply comes from. */
type Answer = (context: TurnContext) => Promise<Reply>

/** The agent: answers messages, whatever Bot Framework channel they come from. */
class KneewiseAgent extends ActivityHandler {
  constructor(answer: Answer, render: (reply: Reply) => OutgoingActivity) {
    super()
    this.onMessage(async (context, next) => {
      const reply = await answer(context)
      await context.sendActivity(activityOf(render(reply)))
      await next()
    })
  }
}

/** Where a turn keeps what belongs to it alone. */
const TURN = Symbol('turn')
type Turn = { answer: () => Promise<Reply>; sent: OutgoingActivity[] }

/** A turn whose activities are checked where they are made, and get their envelope when they are logged. */
class DirectLineTurn extends TurnContext {
  override async sendActivities(activities: Activity[]): Promise<ResourceResponse[]> {
    this.responded = true
    return this.adapter.sendActivities(this, activities)
  }
}

/** Carries the agent's activities to our own Direct Line endpoint instead of a cloud connector. */
class DirectLineAdapter extends BaseAdapter {
  constructor() {
    super()
    // The SDK's own would tell the runner to mend the source code.
    this.onTurnError = async (_context, error) => {
      throw error
    }
  }

  async run(incoming: OutgoingActivity, turn: Turn, agent: KneewiseAgent): Promise<void> {
    const context = new DirectLineTurn(this, activityOf(incoming))
    context.turnState.set(TURN, turn)
    await this.runMiddleware(context, (running) => agent.run(running))
  }

  override async sendActivities(
    context: TurnContext,
    activities: Activity[],
  ): Promise<ResourceResponse[]> {
    const { sent } = turnOf(context)
    for (const activity of activities) sent.push(plain(activity))
    // The log gives the ids when the turn is committed.
    return activities.map(() => ({ id: '' }))
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
export function createAgentTurn(): AgentTurn {
  const agent = new KneewiseAgent((context) => turnOf(context).answer(), activityFromReply)
  const adapter = new DirectLineAdapter()
  return async (incoming, answer) => {
    const turn: Turn = { answer, sent: [] }
    await adapter.run(incoming, turn, agent)
    return turn.sent
  }
}

/** The same agent for an adapter of the cloud, whose clients know nothing of our own replies. */
export function createCloudAgent(answer: Answer): ActivityHandler {
  return new KneewiseAgent(answer, standardActivity)
}

/** The SDK's own `fromObject` checks it once more, which costs more than all else the endpoint does. */
function activityOf(fields: OutgoingActivity): Activity {
  return Object.assign(new Activity(fields.type), fields)
}

function turnOf(context: TurnContext): Turn {
  return context.turnState.get(TURN)
}

/** Our own shape: the SDK's activity writes its channel under a private name. */
function plain(activity: Activity): OutgoingActivity {
  const { type, text, textFormat, locale, inputHint, suggestedActions, attachments, channelData } =
    activity
  return { type, text, textFormat, locale, inputHint, suggestedActions, attachments, channelData }
}
