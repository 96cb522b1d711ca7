import type { FromChat, ToChat } from './parent-page.ts'
import type { WidgetOptions } from './widget-options.ts'
import { make } from './widget-parts.ts'

/** What a screen reader calls the dialog and the frame in it. */
const NAME = 'Kneewise chat'
/** Where the chat fills the screen; as in the style. */
const PHONE = '(max-width: 30rem)'

/** The dialog with the chat's frame in it. It loads as soon as it is made, seen or not. */
export function createPanel(
  { origin, title, greeting, side, question }: WidgetOptions,
  shadow: ShadowRoot,
  listener: { onReady(): void; onMessage(): void; onClose(): void },
) {
  const waiting: ToChat[] = question ? [{ kneewise: 'fill', text: question }] : []
  let isReady = false

  const name = make('p', {}, make('b', {}, title), make('span', {}, greeting))
  const closer = make('button', { type: 'button', 'aria-label': 'Close the chat' }, '\u00d7')
  const frame = make('iframe', { src: `${origin}/?framed=1`, title: NAME })
  const bar = make('div', { class: 'bar' }, name, closer)
  const dialog = make('dialog', { class: side, 'aria-label': NAME }, bar, frame)
  shadow.append(dialog)

  closer.addEventListener('click', close)
  dialog.addEventListener('close', listener.onClose)
  dialog.addEventListener('click', ({ target }) => target === dialog && close())
  dialog.addEventListener('keydown', ({ key }) => key === 'Escape' && close())
  addEventListener('message', hear)
  visualViewport?.addEventListener('resize', avoidKeyboard)
  visualViewport?.addEventListener('scroll', avoidKeyboard)

  function show(): void {
    if (!dialog.open) dialog.showModal()
    avoidKeyboard()
    frame.focus()
    tell({ kneewise: 'focus' })
  }

  function close(): void {
    dialog.close()
  }

  /** Keeps the chat above the on-screen keyboard of a phone. */
  function avoidKeyboard(): void {
    const seen = visualViewport
    const isFull = dialog.open && matchMedia(PHONE).matches && seen
    dialog.style.height = isFull ? `${seen.height}px` : ''
    dialog.style.top = isFull ? `${seen.offsetTop}px` : ''
  }

  function tell(message: ToChat): void {
    if (isReady) frame.contentWindow?.postMessage(message, origin)
    else waiting.push(message)
  }

  function hear({ source, origin: from, data }: MessageEvent): void {
    if (source !== frame.contentWindow || from !== origin) return
    const { kneewise } = data as FromChat
    if (kneewise === 'close') close()
    if (kneewise === 'message') listener.onMessage()
    if (kneewise === 'ready') {
      isReady = true
      for (const message of waiting.splice(0)) tell(message)
      listener.onReady()
    }
  }

  return {
    isOpen: () => dialog.open,
    show,
    /** Shows the chat while the page goes on. */
    showBeside: () => dialog.show(),
    close,
    tell,
  }
}
export type Panel = ReturnType<typeof createPanel>
