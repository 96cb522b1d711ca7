import type { webApi } from '@slack/bolt'
import { answerView } from './answer-view.ts'
import { HOME_ACTIONS, type HomeState, homeView } from './home-view.ts'
import { teamOf } from './installations.ts'
import { checkView, clubView, kneeMapView, type Metadata } from './modals.ts'
import type { Parts } from './parts.ts'
import { type Asker, conversationOf, DIRECT, ownersOf } from './place.ts'
import { ACTIONS } from './render-reply.ts'
import { type Tap, tapFrom } from './tap.ts'

/** The App Home, and everything that opens a window. */
export function listenToHome(parts: Parts): void {
  const { app, agentView } = parts

  app.event('app_home_opened', async ({ event, context, client }) => {
    const asker = { team: teamOf(context), user: event.user }
    if (event.tab === 'home') await publishHome(parts, asker, client)
    else await agentView.offerPrompts(client, { team: asker.team, channel: event.channel })
  })

  app.action(HOME_ACTIONS.ask, async ({ action, body, context, ack, client }) => {
    await ack()
    const tap = tapFrom(body, action, context)
    if (tap && tap.value.trim() !== '') await answerInWindow(parts, tap, client)
  })

  app.action(ACTIONS.kneeMap, async ({ action, body, context, ack, client }) => {
    await ack()
    const tap = tapFrom(body, action, context)
    if (!tap) return
    const view = kneeMapView(metadataOf(tap), parts.look)
    await client.views.open({ trigger_id: tap.trigger, view })
  })

  app.action(HOME_ACTIONS.check, async ({ action, body, context, ack, client }) => {
    await ack()
    const tap = tapFrom(body, action, context)
    if (!tap) return
    const view = checkView(metadataOf(tap), parts.look, parts.assistant.knowledge)
    await client.views.open({ trigger_id: tap.trigger, view })
  })

  app.action(HOME_ACTIONS.erase, async ({ action, body, context, ack, client }) => {
    await ack()
    const tap = tapFrom(body, action, context)
    if (!tap) return
    const { team, user } = tap
    await parts.records.erase({ team, user })
    await publishHome(parts, { team, user }, client, parts.look.words.home.erased)
  })

  app.action(HOME_ACTIONS.settings, async ({ action, body, context, ack, client }) => {
    await ack()
    const tap = tapFrom(body, action, context)
    if (!tap || !(await canChangeClub(parts, tap))) return
    const club = await parts.clubs.of(tap.team)
    const view = clubView(club, parts.look.words)
    await client.views.open({ trigger_id: tap.trigger, view })
  })
}

export async function publishHome(
  parts: Parts,
  asker: Asker,
  client: webApi.WebClient,
  notice?: string,
): Promise<void> {
  const { clubs, look, assistant, settings } = parts
  const state: HomeState = {
    club: await clubs.of(asker.team),
    recent: await assistant.topicsOf(conversationOf(asker, DIRECT)),
    retentionDays: settings.retentionDays,
    canChangeClub: await canChangeClub(parts, asker),
    ...(notice ? { notice } : {}),
  }
  const view = homeView(state, look, assistant.knowledge)
  await client.views.publish({ user_id: asker.user, view })
}

export async function canChangeClub(
  { clubs, installerOf }: Parts,
  { team, user }: Asker,
): Promise<boolean> {
  return clubs.save !== undefined && (await installerOf(team)) === user
}

/** A question from the search box, answered in a window; the conversation is that of the direct messages. */
export async function answerInWindow(
  { assistant, answers, clubs, look }: Parts,
  { team, user, value, trigger }: Pick<Tap, 'team' | 'user' | 'value' | 'trigger'>,
  client: webApi.WebClient,
): Promise<void> {
  const club = await clubs.of(team)
  const conversation = conversationOf({ team, user }, DIRECT)
  const reply = await assistant.answer({
    conversation,
    text: value,
    owners: ownersOf({ team, user }),
    club,
  })
  const rendered = answers.private(reply, { where: DIRECT, surface: 'view' })
  await client.views.open({ trigger_id: trigger, view: answerView(rendered, look.words) })
}

/** Where the answer to a window goes: to where its button stood. */
function metadataOf({ where, on, address }: Tap): Metadata {
  if (on.kind === 'view') return { where, target: { to: 'view' } }
  const thread = on.thread ? { thread: on.thread } : {}
  if (on.kind === 'whisper' && address)
    return { where, target: { to: 'whisper', address, ...thread } }
  return { where, target: { to: 'message', channel: on.channel, ...thread } }
}
