import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Reply } from '../../replies/index.ts'
import { answerView } from './answer-view.ts'
import { sections } from './blocks.ts'
import { ClubOfWorkspace, professionalsFrom } from './clubs.ts'
import { teamOf } from './installations.ts'
import { FIELDS, Metadata, VIEWS } from './modals.ts'
import { escaped } from './mrkdwn.ts'
import { canChangeClub, publishHome } from './on-home.ts'
import type { Send } from './outbox-task.ts'
import type { Parts } from './parts.ts'
import { type Asker, DIRECT } from './place.ts'
import { post, respondPrivately } from './send.ts'

const Chosen = z.looseObject({ selected_option: z.looseObject({ value: z.string() }).nullish() })
const Ticked = z.looseObject({ selected_options: z.array(z.looseObject({ value: z.string() })) })
const Written = z.looseObject({ value: z.string().nullish() })
type Values = Record<string, Record<string, unknown>>

/** What is sent from windows: the knee map, the red-flag check, the club's settings. */
export function listenToWindows(parts: Parts): void {
  const { app, look, assistant } = parts

  app.view(VIEWS.kneeMap, async ({ view, body, context, ack }) => {
    const metadata = metadataFrom(view.private_metadata)
    const { value } = chosenIn(view.state.values)
    const region = look.words.kneeMap.regions.find(({ number }) => String(number) === value)
    if (!region) return void (await ack())
    const note = writtenIn(view.state.values, FIELDS.note)
    const asker = { team: teamOf(context), user: body.user.id }
    const text = [region.says, note].filter(Boolean).join(' ')
    const next = await answerWindow(parts, { asker, id: view.id, text, metadata })
    await (next ? ack({ response_action: 'update', view: next }) : ack())
  })

  app.view(VIEWS.check, async ({ view, body, context, ack }) => {
    const metadata = metadataFrom(view.private_metadata)
    const signs = tickedIn(view.state.values).filter((id) => assistant.knowledge.redFlags.has(id))
    if (signs.length === 0) {
      const none = sections([escaped(look.words.check.none)])
      const next = answerView({ text: '', blocks: none }, look.words)
      return void (await ack({ response_action: 'update', view: next }))
    }
    const asker = { team: teamOf(context), user: body.user.id }
    const text = signs.map((id) => look.words.check.signs[id] ?? '').join(' ')
    const next = await answerWindow(parts, { asker, id: view.id, text, metadata })
    await (next ? ack({ response_action: 'update', view: next }) : ack())
  })

  app.view(VIEWS.club, async ({ view, body, context, ack, client }) => {
    const asker = { team: teamOf(context), user: body.user.id }
    if (!(await canChangeClub(parts, asker))) return void (await ack())
    const { values } = view.state
    const professionals = professionalsFrom(writtenIn(values, FIELDS.professionals))
    const country = writtenIn(values, FIELDS.country).toUpperCase() || null
    const club = ClubOfWorkspace.safeParse({
      name: writtenIn(values, FIELDS.name) || 'Kneewise',
      country,
      professionals: professionals ?? [],
    })
    if (!professionals || !club.success) {
      const { badLine, badCountry } = look.words.club
      const errors = professionals
        ? { [FIELDS.country]: badCountry }
        : { [FIELDS.professionals]: badLine }
      return void (await ack({ response_action: 'errors', errors }))
    }
    await parts.clubs.save?.(asker.team, club.data)
    await ack()
    await publishHome(parts, asker, client, look.words.club.saved)
  })
}

/**
 * The answer goes to where the window was opened from. From the App Home it is shown in the window and, as a window is
 * soon closed, written to the runner as well.
 */
async function answerWindow(
  { accept, answers, look }: Parts,
  { asker, id, text, metadata }: { asker: Asker; id: string; text: string; metadata: Metadata },
): Promise<types.ModalView | undefined> {
  const { where, target } = metadata
  let answered: Reply | undefined
  await accept({ id: `window:${id}`, ...asker, where, text }, (reply): Send[] => {
    answered = reply
    const runner = asker.user
    if (target.to === 'whisper') {
      const { address, thread } = target
      return [respondPrivately(answers.private(reply, { where }), { address, thread, runner })]
    }
    if (target.to === 'view') {
      return [post(answers.direct(reply, { where: DIRECT }), { channel: runner, runner })]
    }
    const { channel, thread } = target
    if (channel.startsWith('D'))
      return [post(answers.direct(reply, { where }), { channel, thread, runner })]
    const [, root = thread ?? ''] = where.split(':')
    return answers.inThread(reply, { where, channel, thread: root, runner })
  })
  if (!answered || target.to !== 'view') return undefined
  return answerView(answers.private(answered, { where: DIRECT, surface: 'view' }), look.words)
}

function metadataFrom(text: string): Metadata {
  const parsed = Metadata.safeParse(text === '' ? undefined : JSON.parse(text))
  return parsed.success ? parsed.data : { where: DIRECT, target: { to: 'view' } }
}

function chosenIn(values: Values): { value: string } {
  const parsed = Chosen.safeParse(values[FIELDS.region]?.[FIELDS.region])
  return { value: (parsed.success && parsed.data.selected_option?.value) || '' }
}

function tickedIn(values: Values): string[] {
  return Object.entries(values)
    .filter(([block]) => block.startsWith(`${FIELDS.signs}:`))
    .flatMap(([, fields]) => {
      const parsed = Ticked.safeParse(fields[FIELDS.signs])
      return parsed.success ? parsed.data.selected_options.map(({ value }) => value) : []
    })
}

function writtenIn(values: Values, field: string): string {
  const parsed = Written.safeParse(values[field]?.[field])
  return (parsed.success && parsed.data.value?.trim()) || ''
}
