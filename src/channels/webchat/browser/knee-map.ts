import { byId, hit } from './elements.ts'

/** The knee map under the conversation: fetched when it is first asked for, then shown and hidden. */
export function createKneeMap(choose: (says: string) => void) {
  const map = byId('map')
  if (!map.hidden) {
    enhance()
    foldList()
  }
  map.addEventListener('click', tap)
  map.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    if (!hit(event, '[data-says]')) return
    event.preventDefault()
    tap(event)
  })
  for (const kind of ['pointerover', 'focusin'])
    map.addEventListener(kind, (event) => {
      const label = hit(event, '[data-says]')?.getAttribute('aria-label')
      const place = map.querySelector('.place')
      if (place && label) place.textContent = label
    })

  function tap(event: Event): void {
    const says = hit(event, '[data-says]')?.dataset.says
    if (says) choose(says)
  }

  /** Makes every region of the drawings a button, named by its own title. */
  function enhance(): void {
    for (const region of map.querySelectorAll('[data-says]')) {
      region.setAttribute('role', 'button')
      region.setAttribute('tabindex', '0')
      region.setAttribute('aria-label', region.querySelector('title')?.textContent ?? '')
    }
  }

  /** The list below says the same; it stands open only where the map cannot be used. */
  function foldList(): void {
    document.querySelector('#choices details')?.removeAttribute('open')
  }

  return {
    hide(): void {
      map.hidden = true
    },
    async show(): Promise<void> {
      map.hidden = false
      foldList()
      if (map.firstElementChild) return
      const response = await fetch('/webchat/knee-map').catch(() => undefined)
      if (!response?.ok) {
        document.querySelector('#choices details')?.setAttribute('open', '')
        return
      }
      // Our own server's drawing; nothing a visitor wrote is in it.
      const { body } = new DOMParser().parseFromString(await response.text(), 'text/html')
      map.replaceChildren(...body.childNodes)
      enhance()
    },
  }
}
