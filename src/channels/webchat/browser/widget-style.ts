/** The look of the bubble and its frame; inside a shadow root, so the site's own styles stay outside. */
export const WIDGET_STYLE = `
:host { all: initial; color-scheme: light dark; }
* { box-sizing: border-box; font-family: system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
button { cursor: pointer; }
button:focus-visible { outline: 3px solid #f4b860; outline-offset: 2px; }
.launcher { position: fixed; z-index: 2147483000; bottom: max(1rem, env(safe-area-inset-bottom)); display: flex; align-items: center; min-height: 3.25rem; padding: .7rem 1.3rem; border: 2px solid var(--ink); border-radius: 2rem; background: var(--colour); color: var(--ink); font-size: 1.05rem; font-weight: 650; line-height: 1.2; box-shadow: 0 4px 18px #0004; }
.right { right: max(1rem, env(safe-area-inset-right)); }
.left { left: max(1rem, env(safe-area-inset-left)); }
.badge { position: absolute; top: -.5rem; right: -.3rem; min-width: 1.6rem; padding: .2rem .45rem; border: 2px solid #fff; border-radius: 1rem; background: #a3141e; color: #fff; font-size: .85rem; text-align: center; }
[hidden] { display: none; }
dialog { position: fixed; z-index: 2147483001; inset: auto; bottom: 1rem; width: 26rem; max-width: calc(100vw - 2rem); height: min(44rem, calc(100dvh - 2rem)); margin: 0; padding: 0; border: 1px solid #8a9a98; border-radius: 1.1rem; overflow: hidden; background: Canvas; color: CanvasText; box-shadow: 0 12px 48px #0006; }
dialog[open] { display: flex; flex-direction: column; }
dialog.right { right: 1rem; }
dialog.left { left: 1rem; }
dialog::backdrop { background: #0004; }
iframe { flex: 1; width: 100%; min-height: 0; border: 0; }
.bar { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .55rem .5rem .55rem 1.1rem; background: var(--colour); color: var(--ink); }
.bar p { margin: 0; display: grid; font-size: .9rem; line-height: 1.3; }
.bar b { font-size: 1.05rem; }
.bar button { width: 2.75rem; height: 2.75rem; flex: none; border: 0; border-radius: 50%; background: none; color: inherit; font-size: 1.7rem; line-height: 1; }
.bar button:hover { background: #0003; }
@media (max-width: 30rem) { dialog, dialog.left, dialog.right { inset: 0; width: 100vw; max-width: none; height: 100dvh; max-height: none; border: 0; border-radius: 0; padding-top: env(safe-area-inset-top); } }
@media (forced-colors: active) { .launcher, .bar, .badge, dialog { border: 2px solid ButtonText; } }
@media (prefers-reduced-motion: no-preference) { dialog[open] { animation: rise .18s ease-out; } @keyframes rise { from { transform: translateY(1rem); opacity: 0; } } }
`
