import { byId } from './elements.ts'

/** Sends a tap on "was this helpful?" without leaving the page, and says thanks in its place. */
export function serveFeedback(): void {
  byId('log').addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.classList.contains('feedback')) return
    event.preventDefault()
    void send(form, event.submitter)
  })
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const said = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) said.append(name, String(value))
  const response = await fetch(form.action, { method: 'POST', body: said }).catch(() => undefined)
  const words = document.createElement('p')
  words.tabIndex = -1
  words.textContent = response?.ok ? 'Thank you, that was counted.' : 'That did not get through.'
  form.replaceChildren(words)
  words.focus({ preventScroll: true })
}
