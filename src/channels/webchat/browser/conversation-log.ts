import { choicesView, replyView, runnerView, type ShownReply } from '../view/reply-view.ts'
import { build, byId } from './elements.ts'

/** A wait shorter than this needs no sign of life. */
const TYPING_AFTER_MS = 400

/** The conversation as it stands on the page: cards, what can be tapped below them, and the sign of waiting. */
export function createConversationLog() {
  const log = byId('log')
  const choices = byId('choices')
  const typing = byId('typing')
  let typingSoon: ReturnType<typeof setTimeout> | undefined

  return {
    /** Shows what the runner said, on its way until `markArrived`. */
    addRunner(text: string, key: string): HTMLElement {
      document.body.classList.replace('fresh', 'talking')
      const line = append(runnerView({ text, key }))
      line.classList.add('pending')
      choices.replaceChildren()
      toTop(line)
      return line
    },
    addReply(reply: ShownReply): HTMLElement {
      document.body.classList.replace('fresh', 'talking')
      const card = append(replyView(reply))
      choices.replaceChildren(...choicesView(reply).map(build))
      const last = [...log.querySelectorAll<HTMLElement>('.runner')].at(-1)
      // The question stays in sight above the beginning of its answer, however long that is.
      toTop(last ?? card)
      return card
    },
    /** Starts to wait for a reply. */
    wait(): void {
      clearTimeout(typingSoon)
      typingSoon = setTimeout(() => {
        typing.hidden = false
        typing.scrollIntoView({ block: 'nearest' })
      }, TYPING_AFTER_MS)
    },
    stopWaiting(): void {
      clearTimeout(typingSoon)
      typing.hidden = true
    },
    /** The line of a message. */
    lineOf: (key: string): HTMLElement | undefined =>
      [...log.querySelectorAll<HTMLElement>('.runner')].find((line) => line.dataset.key === key),
    isEmpty: () => log.childElementCount === 0,
    /** Shows the end of what was said, as on coming back. */
    toEnd(): void {
      const last = [...log.querySelectorAll<HTMLElement>('.runner')].at(-1)
      last?.scrollIntoView({ block: 'start', behavior: 'instant' })
    },
  }

  function append(view: Parameters<typeof build>[0]): HTMLElement {
    const made = build(view) as HTMLElement
    log.append(made)
    return made
  }

  function toTop(line: HTMLElement): void {
    line.scrollIntoView({ block: 'start' })
  }
}
export type ConversationLog = ReturnType<typeof createConversationLog>

/** Takes the waiting look off a line that has arrived. */
export function markArrived(line: HTMLElement): void {
  line.classList.remove('pending', 'failed')
  line.querySelector('.again')?.remove()
}

/** Marks a line that did not arrive; a tap on its button sends it again. */
export function markFailed(line: HTMLElement, again: () => void): void {
  if (line.classList.contains('failed')) return
  line.classList.add('failed')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'again'
  button.textContent = 'Not sent. Try again'
  button.addEventListener('click', again)
  line.append(button)
}

/** Marks a line that the server will never take. */
export function markRefused(line: HTMLElement): void {
  line.classList.add('failed')
  const words = document.createElement('p')
  words.className = 'again'
  words.textContent = 'This could not be sent. Try it in other, fewer words.'
  line.append(words)
}
