import { html } from '../html.ts'
import { STOCK_SCRIPT } from '../stock-web-chat.ts'
import { header, page } from './document.ts'

/** Microsoft's published Web Chat, for sites that use it already; `nonce` is what the page's policy allows by. */
export function stockPage(nonce: string): string {
  return page({
    title: 'Web Chat | Kneewise',
    styles: ['style', 'stock'],
    bodyClass: 'stock',
    head: html`<script src="${STOCK_SCRIPT}" defer></script>
<script src="/assets/stock.js" defer></script>`,
    body: html`${header()}
<main id="main"><h1 class="unseen">Kneewise in Web Chat</h1><div id="webchat" data-nonce="${nonce}"></div></main>`,
  })
}
