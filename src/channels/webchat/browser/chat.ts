import { type ChatActivity, DirectLineClient } from './direct-line-client.ts'
import { byId, element } from './elements.ts'
import { choicesOf, renderReply, type ShownReply, spokenText } from './render-reply.ts'

/** A wait shorter than this needs no sign of life. */
const TYPING_AFTER_MS = 400

const log = byId('log')
const status = byId('status')
const choices = byId('choices')
const field = byId('text') as HTMLTextAreaElement
const pending = new Map<string, HTMLElement>()
const unsent = new Map<HTMLElement, () => void>()
let typing: ReturnType<typeof setTimeout> | undefined
let isReplaying = true

// The server already drew what was said; the stream brings it again, with the replies in full.
log.replaceChildren()

const client = new DirectLineClient({ onActivity: show, onStatus: showStatus })
byId('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const { submitter } = event as SubmitEvent
  const chosen =
    submitter instanceof HTMLButtonElement && submitter.name === 'choice'
      ? submitter.value
      : undefined
  say(chosen ?? field.value)
})
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  say(field.value)
})
addEventListener('offline', () => showStatus('offline'))
addEventListener('online', () => showStatus('online'))
void client.open().then(() => {
  setTimeout(() => {
    isReplaying = false
  }, 300)
})

/** Shows and sends one message; what does not arrive stays with a button to send it again. */
function say(typed: string): void {
  const text = typed.trim()
  if (text === '') return
  field.value = ''
  isReplaying = false
  send(text, ownLine(text))
}

function ownLine(text: string): HTMLElement {
  const line = element(
    'article',
    { class: 'said runner pending' },
    element('h2', { class: 'unseen' }, 'You'),
    element('p', {}, text),
  )
  log.append(line)
  scrollTo(line)
  return line
}

function send(text: string, line: HTMLElement): void {
  const id = crypto.randomUUID()
  pending.set(id, line)
  clearTimeout(typing)
  typing = setTimeout(() => setStatus('Kneewise is writing…'), TYPING_AFTER_MS)
  client.post(text, id).catch(() => {
    pending.delete(id)
    stopTyping()
    offerAgain(text, line)
  })
}

/** Marks a line that did not arrive; a tap sends it again, and so does the connection when it is back. */
function offerAgain(text: string, line: HTMLElement): void {
  line.classList.add('failed')
  const button = element('button', { type: 'button' }, 'Not sent. Try again')
  const resend = () => {
    unsent.delete(line)
    button.remove()
    line.classList.remove('failed')
    send(text, line)
  }
  button.addEventListener('click', resend)
  line.append(button)
  unsent.set(line, resend)
}

function show(activity: ChatActivity): void {
  if (activity.type !== 'message') return
  if (activity.from?.role === 'user') showOwn(activity)
  else showAnswer(activity)
}

function showOwn({ text = '', channelData }: ChatActivity): void {
  const id = channelData?.clientActivityID ?? ''
  const line = pending.get(id) ?? ownLine(text)
  pending.delete(id)
  line.classList.remove('pending')
}

function showAnswer({ text = '', channelData }: ChatActivity): void {
  stopTyping()
  const reply = (channelData?.kneewise as ShownReply | undefined) ?? {
    triage: 'info' as const,
    blocks: [{ kind: 'paragraph' as const, text }],
    suggestions: [],
  }
  const line = renderReply(reply)
  log.append(line)
  offer(reply)
  scrollTo(line)
  if (isReplaying) return
  const isAlarm = reply.triage === 'urgent' || reply.triage === 'emergency'
  byId(isAlarm ? 'alarm' : 'announce').textContent = spokenText(reply)
}

/** What can be tapped, right above the field, with the question it answers where there is one. */
function offer(reply: ShownReply): void {
  const question = reply.blocks.find(({ kind }) => kind === 'question')
  choices.replaceChildren(
    ...(question?.kind === 'question' ? [element('p', { class: 'asks' }, question.text)] : []),
    ...choicesOf(reply).map(({ label, says }) =>
      element('button', { type: 'submit', name: 'choice', value: says }, label),
    ),
  )
}

function showStatus(state: 'online' | 'connecting' | 'offline'): void {
  status.classList.toggle('offline', state === 'offline')
  if (state === 'online') {
    setStatus('')
    for (const resend of [...unsent.values()]) resend()
  }
  if (state === 'connecting' && log.childElementCount > 0) setStatus('Reconnecting…')
  if (state === 'offline') {
    setStatus(
      'You are offline. In an emergency call your local emergency number; 112 works on most mobile phones.',
    )
  }
}

function stopTyping(): void {
  clearTimeout(typing)
  setStatus('')
}

function setStatus(text: string): void {
  status.textContent = text
}

function scrollTo(line: HTMLElement): void {
  line.scrollIntoView({ block: 'nearest', behavior: isReplaying ? 'instant' : 'smooth' })
}
