const COLOUR = '#0b6363'
/** `#0b6363` */
const HEX = /^#[\da-f]{6}$/i

export type WidgetOptions = {
  /** Where Kneewise is. */
  origin: string
  title: string
  greeting: string
  side: 'left' | 'right'
  colour: string
  /** The colour of words on `colour`: whichever of black and white reads better. */
  ink: string
  /** Language of title and greeting; the answers are English. */
  language: string
  /** Stands ready in the field of a new conversation. */
  question: string
  /** Load the chat when the page has come to rest, rather than when the bubble is wanted. */
  isIdlePreload: boolean
}

/** What the script tag says in its `data-` attributes. */
export function readOptions(script: HTMLOrSVGScriptElement | null): WidgetOptions {
  const own = script instanceof HTMLScriptElement ? script : undefined
  const { title, greeting, side, position, colour, language, question, preload } =
    own?.dataset ?? {}
  const chosen = colour && HEX.test(colour) ? colour : COLOUR
  return {
    origin: own ? new URL(own.src).origin : location.origin,
    title: title || 'Knee trouble? Ask.',
    greeting: greeting ?? '',
    side: (side ?? position) === 'left' ? 'left' : 'right',
    colour: chosen,
    ink: isLight(chosen) ? '#000' : '#fff',
    language: language || 'en',
    question: question ?? '',
    isIdlePreload: preload === 'idle',
  }
}

/** Whether black reads better on it, by the relative luminance of WCAG 2. */
function isLight(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  // Where the contrast with black and with white is the same.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179
}
