import { asksForMap, type ShownReply, spokenText } from '../view/reply-view.ts'
import { createConversationLog, markArrived, markFailed, markRefused } from './conversation-log.ts'
import { type ChatActivity, DirectLineClient } from './direct-line-client.ts'
import { byId } from './elements.ts'
import { serveFeedback } from './feedback.ts'
import { createKneeMap } from './knee-map.ts'
import { type Message, Outbox } from './outbox.ts'
import { servePageActions } from './page-actions.ts'
import { createParentPage } from './parent-page.ts'
import { type Connection, SharedStream } from './shared-stream.ts'
import { createUnsent } from './unsent.ts'

/** How long to wait before the conversation is started again when the server could not be reached. */
const TRY_AGAIN_MS = 3_000

const log = createConversationLog()
const field = byId('text') as HTMLTextAreaElement
const form = byId('form') as HTMLFormElement
const status = byId('status')
const watermark = byId('log').dataset.watermark ?? '0'
const isTouched = matchMedia('(pointer: coarse)').matches

const client = new DirectLineClient(() => location.reload())
const stream = new SharedStream(client, watermark, {
  onActivity: show,
  onConnection: showConnection,
})
const outbox = new Outbox(
  async ({ id, text }) => {
    const posted = { type: 'message', text, channelData: { clientActivityID: id } }
    stream.posted(await client.post(posted))
  },
  {
    onFailed({ id }) {
      log.stopWaiting()
      const line = log.lineOf(id)
      if (line) markFailed(line, resume)
    },
    onRefused({ id }) {
      log.stopWaiting()
      const line = log.lineOf(id)
      if (line) markRefused(line)
    },
    onChanged: (waiting) => unsent.keepWaiting(waiting),
  },
)
const unsent = createUnsent({
  onErased() {
    field.value = ''
    outbox.clear()
  },
})
const kneeMap = createKneeMap(say)
const parentPage = createParentPage({
  onAsk: say,
  onFill(text) {
    if (log.isEmpty() && field.value === '') field.value = text
  },
  onFocus() {
    // On a phone the keyboard would cover what can be tapped.
    if (!isTouched) field.focus()
  },
})
let isFollowing = false

servePageActions()
serveFeedback()
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const { submitter } = event
  if (!(submitter instanceof HTMLButtonElement) || submitter.name !== 'choice') {
    say(field.value)
    field.value = ''
    unsent.keepDraft('')
    return
  }
  // The tapped button is about to go; what was said takes the focus, so that reading goes on there.
  say(submitter.value)?.focus({ preventScroll: true })
})
field.addEventListener('input', () => unsent.keepDraft(field.value))
byId('forget').addEventListener('submit', unsent.eraseEverywhere)
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  form.requestSubmit()
})
// A conversation that exists is followed at once; a new one begins when somebody means to speak.
if (watermark !== '0') {
  log.toEnd()
  follow()
} else {
  form.addEventListener('focusin', follow, { once: true })
}
takeUpUnsent()
document.documentElement.dataset.ready = ''
parentPage.tell('ready')

function follow(): void {
  if (isFollowing) return
  isFollowing = true
  stream.follow().catch(() => {
    isFollowing = false
    showConnection(navigator.onLine ? 'connecting' : 'offline')
    setTimeout(follow, TRY_AGAIN_MS)
  })
}

function resume(): void {
  void outbox.resume(() => stream.catchUp())
}

/** Goes on with what a reload of the page cut short. */
function takeUpUnsent(): void {
  if (field.value === '') field.value = unsent.draft()
  // What had arrived stands on the page already; the rest goes out again, under the same id so that nothing doubles.
  const lost = unsent.waiting().filter(({ id }) => log.lineOf(id) === undefined)
  unsent.keepWaiting([])
  for (const message of lost) send(message)
}

/** Shows and sends what was said; gives its line. */
function say(typed: string): HTMLElement | undefined {
  const text = typed.trim()
  return text === '' ? undefined : send({ id: newId(), text })
}

function send({ id, text }: Message): HTMLElement {
  const line = log.addRunner(text, id)
  kneeMap.hide()
  follow()
  log.wait()
  outbox.add({ id, text })
  return line
}

function show(activity: ChatActivity): void {
  if (activity.type !== 'message') return
  if (activity.from?.role === 'user') showOwn(activity)
  else showReply(activity)
}

function showOwn({ text = '', channelData }: ChatActivity): void {
  const id = channelData?.clientActivityID ?? ''
  const line = log.lineOf(id) ?? log.addRunner(text, id)
  outbox.confirm(id)
  markArrived(line)
}

function showReply({ text = '', channelData }: ChatActivity): void {
  log.stopWaiting()
  const reply = (channelData?.kneewise as ShownReply | undefined) ?? {
    triage: 'info' as const,
    blocks: [{ kind: 'paragraph' as const, text }],
    suggestions: [],
  }
  log.addReply(reply)
  if (asksForMap(reply)) void kneeMap.show()
  else kneeMap.hide()
  const isAlarm = reply.triage === 'urgent' || reply.triage === 'emergency'
  byId(isAlarm ? 'alarm' : 'announce').textContent = spokenText(reply)
  parentPage.tell('message')
}

function showConnection(connection: Connection): void {
  status.className = `status ${connection}`
  if (connection === 'online') {
    status.replaceChildren()
    resume()
  }
  if (connection === 'connecting') status.textContent = 'Reconnecting…'
  if (connection === 'offline' && status.querySelector('.contacts') === null) {
    const notice = byId('offline') as HTMLTemplateElement
    status.replaceChildren(notice.content.cloneNode(true))
  }
}

/** An id for one message; made by hand because `randomUUID` needs a secure connection. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-')
}
