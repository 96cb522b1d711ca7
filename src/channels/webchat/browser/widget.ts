/**
 * The chat bubble of a club's site: `<script src="https://host/widget.js" defer></script>`. Loads nothing but itself
 * until the bubble is tapped, then opens Kneewise in a frame of its own origin.
 */
const script = document.currentScript as HTMLScriptElement | null
const origin = script ? new URL(script.src).origin : location.origin
const title = script?.dataset.title ?? 'Knee trouble? Ask.'
const side = script?.dataset.side === 'left' ? 'left' : 'right'
const colour = script?.dataset.colour ?? '#0b6363'

const host = document.createElement('div')
const shade = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync(`
:host { position: fixed; bottom: max(1rem, env(safe-area-inset-bottom)); z-index: 2147483000; }
button { font: 600 1rem/1.2 system-ui, sans-serif; color: #fff; border: 2px solid #fff; border-radius: 2rem; padding: .8rem 1.2rem; cursor: pointer; box-shadow: 0 2px 12px #0005; }
button:focus-visible { outline: 3px solid #f4b860; outline-offset: 2px; }
dialog { position: fixed; inset: auto 1rem 1rem auto; width: 25rem; height: min(42rem, calc(100dvh - 2rem)); margin: 0; padding: 0; border: 1px solid #8a9a98; border-radius: 1rem; overflow: hidden; background: Canvas; box-shadow: 0 8px 32px #0006; }
dialog.left { inset: auto auto 1rem 1rem; }
dialog::backdrop { background: #0003; }
iframe { width: 100%; height: calc(100% - 3rem); border: 0; display: block; }
.bar { height: 3rem; display: flex; align-items: center; justify-content: space-between; padding: 0 .5rem 0 1rem; font: 600 1rem system-ui, sans-serif; color: CanvasText; }
.bar button { color: inherit; background: none; border-color: transparent; box-shadow: none; padding: .5rem .8rem; }
@media (max-width: 30rem) { dialog, dialog.left { inset: 0; width: 100vw; max-width: none; height: 100dvh; max-height: none; border: 0; border-radius: 0; } }
`)
shade.adoptedStyleSheets = [sheet]
host.style.setProperty(side, 'max(1rem, env(safe-area-inset-right))')

const launcher = document.createElement('button')
launcher.type = 'button'
launcher.textContent = title
launcher.style.background = colour
launcher.setAttribute('aria-haspopup', 'dialog')
shade.append(launcher)

let dialog: HTMLDialogElement | undefined
launcher.addEventListener('click', () => {
  dialog ??= createDialog()
  dialog.showModal()
})

function createDialog(): HTMLDialogElement {
  const made = document.createElement('dialog')
  made.className = side
  made.setAttribute('aria-label', 'Kneewise chat')
  const bar = document.createElement('div')
  bar.className = 'bar'
  const close = document.createElement('button')
  close.type = 'button'
  close.textContent = 'Close'
  close.addEventListener('click', () => made.close())
  bar.append('Kneewise', close)
  const frame = document.createElement('iframe')
  frame.src = `${origin}/?framed=1`
  frame.title = 'Kneewise chat'
  made.append(bar, frame)
  made.addEventListener('close', () => launcher.focus())
  shade.append(made)
  return made
}

document.body.append(host)

export {}
