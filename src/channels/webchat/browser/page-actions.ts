import { hit } from './elements.ts'

/** How long a button says that it has done its work. */
const DONE_MS = 2_000

/** Makes the buttons work that need a script: copying a snippet, printing a page or one card of it. */
export function servePageActions(): void {
  document.documentElement.classList.add('js')
  document.addEventListener('click', (event) => {
    const button = hit(event, '[data-print], [data-copy]')
    if (!(button instanceof HTMLElement)) return
    if (button.dataset.copy) void copy(button, button.dataset.copy)
    else print(button.closest('.summary'))
  })
}

async function copy(button: HTMLElement, id: string): Promise<void> {
  const source = document.getElementById(id)
  if (!source) return
  try {
    await navigator.clipboard.writeText(source.textContent)
    const before = button.textContent
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = before
    }, DONE_MS)
  } catch {
    // Not allowed, or no secure connection: the text stands selected, ready for the visitor's own copy.
    getSelection()?.selectAllChildren(source)
  }
}

/** Prints one card alone, or the page. Works inside a frame, where a new tab would not know the visitor. */
function print(card: Element | null): void {
  const root = document.documentElement
  if (card) {
    root.classList.add('print-card')
    card.classList.add('printed')
    addEventListener(
      'afterprint',
      () => {
        root.classList.remove('print-card')
        card.classList.remove('printed')
      },
      { once: true },
    )
  }
  window.print()
}
