/**
 * The chat bubble of a club's site: `<script src="https://host/widget.js" defer></script>`. Loads nothing but itself
 * until somebody wants it, then opens Kneewise in a frame of its own origin.
 */
import type { FromChat, ToChat } from './parent-page.ts'
import { readOptions } from './widget-options.ts'
import { WIDGET_STYLE } from './widget-style.ts'

type EventName = 'ready' | 'open' | 'close' | 'message'

/** What a site can do with the widget from its own scripts. */
type KneewiseApi = {
  open(): void
  close(): void
  /** Opens the chat and asks. */
  ask(question: string): void
  /** Calls back at an event; gives the function that ends it. */
  on(event: EventName, listener: () => void): () => void
}
declare global {
  interface Window {
    Kneewise?: KneewiseApi
  }
}

/** Whether the chat was open on the page before; forgotten with the tab. */
const REMEMBERED = 'kneewise-open'
/** What a screen reader calls the dialog and the frame in it. */
const NAME = 'Kneewise chat'
/** Where the chat fills the screen; as in the style. */
const PHONE = '(max-width: 30rem)'

// Before anything waits: only now does the document know which script this is.
const options = readOptions(document.currentScript)
if (!window.Kneewise) {
  window.Kneewise = createWidget()
}

function createWidget(): KneewiseApi {
  const { origin, title, greeting, side, colour, ink, language, question, isIdlePreload } = options
  const listeners = new Map<EventName, Set<() => void>>()
  const waiting: ToChat[] = question ? [{ kneewise: 'fill', text: question }] : []
  let frame: HTMLIFrameElement | undefined
  let isReady = false
  let unread = 0

  const host = make('div', { lang: language })
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(WIDGET_STYLE)
  shadow.adoptedStyleSheets = [sheet]
  // By the object model, not by an attribute: a strict policy allows that.
  host.style.setProperty('--colour', colour)
  host.style.setProperty('--ink', ink)

  const badge = make('span', { class: 'badge', hidden: '' })
  const launcher = make('button', {
    class: `launcher ${side}`,
    type: 'button',
    'aria-haspopup': 'dialog',
  })
  launcher.append(title, badge)
  const dialog = make('dialog', { class: side, 'aria-label': NAME })
  const bar = make('div', { class: 'bar' })
  const name = make('p')
  const closer = make('button', { type: 'button', 'aria-label': 'Close the chat' })
  name.append(make('b', {}, title), ...(greeting ? [make('span', {}, greeting)] : []))
  closer.textContent = '\u00d7'
  bar.append(name, closer)
  dialog.append(bar)
  shadow.append(launcher, dialog)

  for (const wish of ['pointerenter', 'pointerdown', 'focus']) {
    launcher.addEventListener(wish, load, { once: true })
  }
  launcher.addEventListener('click', open)
  closer.addEventListener('click', close)
  dialog.addEventListener('close', closed)
  dialog.addEventListener('click', ({ target }) => target === dialog && close())
  dialog.addEventListener('keydown', ({ key }) => key === 'Escape' && close())
  addEventListener('message', heard)
  visualViewport?.addEventListener('resize', fitKeyboard)
  visualViewport?.addEventListener('scroll', fitKeyboard)

  whenBodyIsThere(() => {
    document.body.append(host)
    if (isIdlePreload) whenIdle(load)
    // Back to the page before, on a screen with room beside it; the page keeps the focus.
    if (remembers() && !matchMedia(PHONE).matches) {
      load()
      dialog.show()
    }
  })

  function load(): void {
    if (frame) return
    frame = make('iframe', { src: `${origin}/?framed=1`, title: NAME })
    dialog.append(frame)
  }

  function open(): void {
    load()
    if (!dialog.open) dialog.showModal()
    remember(true)
    count(0)
    fitKeyboard()
    frame?.focus()
    tell({ kneewise: 'focus' })
    emit('open')
  }

  function close(): void {
    dialog.close()
  }

  function closed(): void {
    remember(false)
    launcher.focus()
    emit('close')
  }

  /** Keeps the chat above the on-screen keyboard. */
  function fitKeyboard(): void {
    const seen = visualViewport
    const isFull = dialog.open && matchMedia(PHONE).matches && seen
    dialog.style.height = isFull ? `${seen.height}px` : ''
    dialog.style.top = isFull ? `${seen.offsetTop}px` : ''
  }

  function tell(message: ToChat): void {
    if (!isReady) waiting.push(message)
    else frame?.contentWindow?.postMessage(message, origin)
  }

  function heard({ source, origin: from, data }: MessageEvent): void {
    if (!frame || source !== frame.contentWindow || from !== origin) return
    const { kneewise } = data as FromChat
    if (kneewise === 'ready') {
      isReady = true
      for (const message of waiting.splice(0)) tell(message)
      emit('ready')
    }
    if (kneewise === 'close') close()
    if (kneewise === 'message') {
      if (!dialog.open) count(unread + 1)
      emit('message')
    }
  }

  function count(messages: number): void {
    unread = messages
    badge.hidden = messages === 0
    badge.textContent = messages === 0 ? '' : String(messages)
    if (messages === 0) launcher.removeAttribute('aria-label')
    else launcher.setAttribute('aria-label', `${title} (${messages} new)`)
  }

  function emit(event: EventName): void {
    for (const listener of listeners.get(event) ?? []) listener()
  }

  return {
    open,
    close,
    ask(text) {
      open()
      tell({ kneewise: 'ask', text })
    },
    on(event, listener) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => all.delete(listener)
    },
  }
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(text)
  return made
}

function whenBodyIsThere(act: () => void): void {
  if (document.body) act()
  else addEventListener('DOMContentLoaded', act)
}

function whenIdle(act: () => void): void {
  // Safari has no idle callback.
  if ('requestIdleCallback' in window) requestIdleCallback(act)
  else setTimeout(act, 2_000)
}

function remembers(): boolean {
  try {
    return sessionStorage.getItem(REMEMBERED) === 'yes'
  } catch {
    return false
  }
}

/** Sites may forbid storage; then nothing is remembered. */
function remember(isOpen: boolean): void {
  try {
    sessionStorage.setItem(REMEMBERED, isOpen ? 'yes' : 'no')
  } catch {
    // Nothing to do.
  }
}
