/**
 * The chat button of a club's site: `<script src="https://host/widget.js" defer></script>`. Loads nothing but itself
 * until somebody wants it, then opens Kneewise in a frame of its own origin.
 */
import { readOptions, type WidgetOptions } from './widget-options.ts'
import { createPanel, type Panel } from './widget-panel.ts'
import { make } from './widget-parts.ts'
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
/** Where the chat fills the screen; as in the style. */
const PHONE = '(max-width: 30rem)'
/** Safari has no idle callback; a page is at rest by then. */
const IDLE_MS = 2_000

// Before anything waits: only now does the document know which script this is.
const options = readOptions(document.currentScript)
// A second script tag changes nothing.
window.Kneewise ??= createWidget(options)

function createWidget(options: WidgetOptions): KneewiseApi {
  const listeners = new Map<EventName, Set<() => void>>()
  const host = make('div', { lang: options.language })
  let launcher: HTMLButtonElement | undefined
  let panel: Panel | undefined
  let unread = 0

  // In a task of its own, so that the page's first moments stay its own.
  setTimeout(() => (document.body ? mount() : addEventListener('DOMContentLoaded', mount)))

  function mount(): void {
    if (launcher) return
    const { title, side, colour, ink } = options
    const shadow = host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(WIDGET_STYLE)
    shadow.adoptedStyleSheets = [sheet]
    // By the object model, not by an attribute: a strict policy allows that.
    host.style.setProperty('--colour', colour)
    host.style.setProperty('--ink', ink)
    launcher = make(
      'button',
      { class: `launcher ${side}`, type: 'button', 'aria-haspopup': 'dialog' },
      title,
    )
    for (const wish of ['pointerenter', 'pointerdown', 'focus'])
      launcher.addEventListener(wish, prepare, { once: true })
    launcher.addEventListener('click', open)
    shadow.append(launcher)
    document.body.append(host)
    if (options.isIdlePreload) whenIdle(prepare)
    // Back from the page before, on a screen with room beside the chat; the page keeps the focus.
    if (remembers() && !matchMedia(PHONE).matches) prepare().showBeside()
  }

  /** Loads the chat, out of sight. */
  function prepare(): Panel {
    mount()
    panel ??= createPanel(options, host.shadowRoot as ShadowRoot, {
      onReady: () => emit('ready'),
      onMessage() {
        if (!panel?.isOpen()) count(unread + 1)
        emit('message')
      },
      onClose() {
        remember(false)
        launcher?.focus()
        emit('close')
      },
    })
    return panel
  }

  function open(): void {
    prepare().show()
    remember(true)
    count(0)
    emit('open')
  }

  /** Says on the button how many answers have not been seen. */
  function count(messages: number): void {
    unread = messages
    const { title } = options
    launcher?.replaceChildren(
      title,
      ...(messages > 0 ? [make('span', { class: 'badge' }, String(messages))] : []),
    )
    if (messages > 0) launcher?.setAttribute('aria-label', `${title} (${messages} new)`)
    else launcher?.removeAttribute('aria-label')
  }

  function emit(event: EventName): void {
    for (const listener of listeners.get(event) ?? []) listener()
  }

  return {
    open,
    close: () => panel?.close(),
    ask(text) {
      open()
      panel?.tell({ kneewise: 'ask', text })
    },
    on(event, listener) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => all.delete(listener)
    },
  }
}

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(act)
  else setTimeout(act, IDLE_MS)
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
