import { blocksHtml } from './blocks-html.ts'
import { escapedHtml } from './mrkdwn-html.ts'
import type { Shown, Surface } from './surfaces.ts'

const STYLE = `
body { margin: 0; background: #f4f4f5; color: #1d1c1d; font: 15px/1.46 Lato, "Noto Sans", sans-serif }
main { max-width: 760px; margin: 0 auto; padding: 16px }
h1 { font-size: 22px } h2 { font-size: 17px; margin: 32px 0 8px }
.frame { background: #fff; border: 1px solid #ddd; border-radius: 8px; padding: 12px 16px }
.message { display: grid; grid-template-columns: 36px 1fr; gap: 8px; padding: 8px 0 }
.face { width: 36px; height: 36px; border-radius: 6px; background: #1f4e5f; color: #fff; text-align: center; line-height: 36px; font-weight: 700 }
.face.person { background: #b5651d }
.name { font-weight: 700 } .app { font-size: 11px; background: #e8e8e8; border-radius: 3px; padding: 1px 4px; margin-left: 4px }
.only { color: #616061; font-size: 12px; background: #f8f4e5; padding: 4px 8px; border-radius: 4px }
.section { display: flex; gap: 12px; margin: 6px 0 } .section > div { flex: 1 }
.context { color: #616061; font-size: 12.5px; margin: 4px 0 }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 }
button { font: 700 13px/1 inherit; padding: 8px 12px; border: 1px solid #bbb; border-radius: 6px; background: #fff; color: #1d1c1d; text-align: left }
button.primary { background: #007a5a; color: #fff; border-color: #007a5a } button.danger { color: #b3123a; border-color: #b3123a }
.siren { background: #d00; color: #fff; border-radius: 50%; padding: 0 7px; font-weight: 700 }
.file { border: 1px solid #999; border-radius: 3px; font-size: 11px; padding: 0 3px }
.thumb { border: 1px solid #ddd; border-radius: 6px; padding: 4px 8px; font-size: 12px; color: #616061 }
img.large { max-width: 100%; border: 1px solid #eee; border-radius: 6px } img.small { width: 88px; height: 88px; object-fit: contain; border: 1px solid #eee; border-radius: 6px }
.mention { background: #fdf2cf; color: #1264a3; border-radius: 3px; padding: 0 2px }
table { border-collapse: collapse; font-size: 13px } th, td { border: 1px solid #ddd; padding: 4px 8px; text-align: left }
.label { font-weight: 700; margin: 10px 0 4px } .input label { display: block; padding: 2px 0 }
input:not([type]), textarea, select { width: 100%; box-sizing: border-box; padding: 8px; border: 1px solid #bbb; border-radius: 6px; font: inherit }
.window { max-width: 520px; margin: 0 auto } .title { display: flex; justify-content: space-between; border-bottom: 1px solid #ddd; padding-bottom: 8px; font-weight: 900; font-size: 18px }
.foot { text-align: right; border-top: 1px solid #ddd; padding-top: 8px; margin-top: 12px }
a { color: #1264a3 } h3 { font-size: 20px; margin: 8px 0 } hr { border: 0; border-top: 1px solid #ddd }`

/** One page with all surfaces, or with a single one. */
export function previewPage(surfaces: readonly Surface[]): string {
  const parts = surfaces.map(
    ({ id, title, shown }) =>
      `<h2 id="${id}"><a href="/${id}">${escapedHtml(title)}</a></h2><div class="frame">${shown.map(shownHtml).join('')}</div>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Kneewise in Slack</title><style>${STYLE}</style><main><h1>Kneewise in Slack</h1>${parts.join('\n')}</main></html>`
}

function shownHtml(shown: Shown): string {
  switch (shown.kind) {
    case 'said':
      return messageHtml('R', shown.by, escapedHtml(shown.text))
    case 'message': {
      const only = shown.onlyYou ? '<div class="only">Only visible to you</div>' : ''
      return messageHtml('K', 'Kneewise', `${only}${blocksHtml(shown.blocks)}`)
    }
    case 'view': {
      const { view } = shown
      if (view.type === 'home') return blocksHtml(view.blocks as never)
      const buttons = [view.close, view.submit].flatMap((each) =>
        each
          ? [
              `<button${each === view.submit ? ' class="primary"' : ''}>${escapedHtml(each.text)}</button> `,
            ]
          : [],
      )
      return `<div class="window"><div class="title">${escapedHtml(view.title.text)}<span>×</span></div>${blocksHtml(view.blocks as never)}<div class="foot">${buttons.join('')}</div></div>`
    }
  }
}

function messageHtml(face: string, name: string, inner: string): string {
  const isApp = name === 'Kneewise'
  return `<div class="message"><div class="face${isApp ? '' : ' person'}">${face}</div><div><span class="name">${escapedHtml(name)}</span>${
    isApp ? '<span class="app">APP</span>' : ''
  }<div>${inner}</div></div></div>`
}
