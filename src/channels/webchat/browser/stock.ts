/** Microsoft's Web Chat on our own Direct Line endpoint, unchanged; only `domain` and a token are ours. */
type Session = { token: string }
type DirectLine = {
  connectionStatus$: { subscribe(listener: (status: number) => void): unknown }
}
type WebChat = {
  createDirectLine(options: { domain: string; token: string }): DirectLine
  renderWebChat(options: Record<string, unknown>, element: Element): void
}
declare global {
  interface Window {
    WebChat?: WebChat
  }
}

/** DirectLineJS's number for a token that has run out. */
const EXPIRED = 3
const TRY_AGAIN_MS = 5_000
const domain = `${location.origin}/v3/directline`

/** Shows the conversation. Once its token has run out Web Chat gives up for good, so it gets a new line then. */
async function open(webChat: WebChat, element: HTMLElement): Promise<void> {
  const { token } = await session()
  const directLine = webChat.createDirectLine({ domain, token })
  directLine.connectionStatus$.subscribe((status) => {
    if (status === EXPIRED) void open(webChat, element)
  })
  webChat.renderWebChat(
    {
      directLine,
      nonce: element.dataset.nonce,
      locale: 'en-GB',
      styleOptions: styleOptions(),
    },
    element,
  )
}

/** The colours of our own pages, light or dark; left alone, Web Chat is always white. */
function styleOptions(): Record<string, string | boolean> {
  const page = getComputedStyle(document.documentElement)
  const colour = (name: string) => page.getPropertyValue(`--${name}`).trim()
  return {
    hideUploadButton: true,
    suggestedActionLayout: 'flow',
    accent: colour('brand'),
    subtle: colour('soft'),
    backgroundColor: colour('ground'),
    bubbleBackground: colour('paper'),
    bubbleTextColor: colour('ink'),
    bubbleBorderColor: colour('line'),
    bubbleFromUserBackground: colour('mine'),
    bubbleFromUserTextColor: colour('mine-ink'),
    bubbleFromUserBorderColor: colour('mine'),
    sendBoxBackground: colour('paper'),
    sendBoxTextColor: colour('ink'),
    sendBoxPlaceholderColor: colour('soft'),
    sendBoxButtonColor: colour('brand'),
    sendBoxBorderTop: `solid 1px ${colour('line')}`,
    suggestedActionBackgroundColor: colour('paper'),
    suggestedActionTextColor: colour('brand'),
    suggestedActionBorderColor: colour('brand'),
    timestampColor: colour('soft'),
    cardEmphasisBackgroundColor: colour('brand-ground'),
    cardPushButtonBackgroundColor: colour('paper'),
    cardPushButtonTextColor: colour('brand'),
  }
}

/** A token for the conversation of this browser's cookie, as soon as the server can be reached. */
async function session(): Promise<Session> {
  for (;;) {
    const response = await fetch('/webchat/token', { method: 'POST' }).catch(() => undefined)
    if (response?.ok) return response.json()
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS))
  }
}

const element = document.getElementById('webchat')
if (element && window.WebChat) void open(window.WebChat, element)
