import type { Choice, Contact } from '../../../replies/index.ts'
import { type Html, html, Html as Markup } from '../html.ts'
import { contactsView } from '../view/block-view.ts'
import {
  asksForMap,
  choicesView,
  replyView,
  runnerView,
  type ShownReply,
} from '../view/reply-view.ts'
import { toHtml } from '../view/to-html.ts'
import { footer, header, page } from './document.ts'

/** What a page of a conversation shows: who spoke, and what. */
export type Line =
  | { who: 'runner'; text: string; key?: string }
  | ({ who: 'kneewise' } & ShownReply)

export type ChatPage = {
  lines: readonly Line[]
  /** How far `lines` go; the browser takes over from there. */
  watermark: string
  /** What can be asked before anything was said. */
  starters: readonly Choice[]
  /** For the notice that must be readable without a connection. */
  emergency: readonly Contact[]
  /** Where this server is, for the snippet to copy. */
  origin: string
  kneeMap: () => Html
  /** Shown in a frame of a club's site. */
  isFramed: boolean
}

/** The chat, complete as a plain form; the script takes it over where there is one. */
export function chatPage(chat: ChatPage): string {
  const { isFramed, lines, origin } = chat
  return page({
    title: "Kneewise: runners' knee questions",
    description:
      "Ask about a runner's knee in your own words. Short answers with sources, and help at once when a warning sign shows.",
    bodyClass: [isFramed ? 'framed' : 'home', lines.length > 0 ? 'talking' : 'fresh'].join(' '),
    styles: ['style', 'chat'],
    scripts: ['/assets/chat.js'],
    body: isFramed
      ? html`<main class="chat" id="main" aria-label="Kneewise chat"><h1 class="unseen">Kneewise chat</h1>${conversation(chat)}</main>`
      : html`${header('chat')}
<main class="welcome" id="main">
${hero()}
<section class="chat" aria-label="Chat">${conversation(chat)}</section>
</main>
${embedding(origin)}
${footer()}`,
  })
}

function hero(): Html {
  return html`<div class="hero">
<h1><span>Knee trouble?</span> <span>Ask.</span></h1>
<p class="lead">Say where it hurts, when, and since when. You get a short, plain answer that names its sources.</p>
<ul class="promises">
<li><b>Warning signs come first.</b> Then you hear whom to call, and nothing else gets in the way.</li>
<li><b>Written by people.</b> Every sentence can be checked in the <a href="/knowledge">library</a>.</li>
<li><b>A program, not a clinician.</b> It can not examine your knee.</li>
</ul>
</div>`
}

function conversation({
  lines,
  watermark,
  starters,
  emergency,
  kneeMap,
  isFramed,
}: ChatPage): Html {
  const last = lines.at(-1)
  const choices = last?.who === 'kneewise' ? last : { blocks: [], suggestions: starters }
  const showsMap = last?.who === 'kneewise' && asksForMap(last)
  const framed = isFramed ? '?framed=1' : ''
  return html`<div class="greeting"><p>Hello! Tell me in your own words what your knee does, or tap a question.</p></div>
<div id="log" role="log" aria-label="Conversation" aria-live="off" data-watermark="${watermark}">${lines.map((line) => toHtml(line.who === 'runner' ? runnerView(line) : replyView(line)))}</div>
<p id="typing" class="typing" hidden><span class="unseen">Kneewise is writing</span><i></i><i></i><i></i></p>
<div id="map"${!showsMap && new Markup(' hidden')}>${showsMap && kneeMap()}</div>
<div id="choices" class="choices">${choicesView(choices).map(toHtml)}</div>
<p id="announce" class="unseen" aria-live="polite"></p>
<p id="alarm" class="unseen" aria-live="assertive"></p>
<div class="composer">
<div id="status" role="status" class="status"></div>
<template id="offline"><p>You are offline. Your messages wait here and go out when you are back.</p>${toHtml(contactsView(emergency))}</template>
<form method="post" action="/${framed}" id="form">
<label class="unseen" for="text">Your message</label>
<textarea id="text" name="text" rows="1" maxlength="8000" placeholder="My knee hurts when…" autocomplete="off" enterkeyhint="send"></textarea>
<button type="submit" class="send" aria-label="Send"><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M4 12h15M13 5.5 19.5 12 13 18.5" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg></button>
</form>
</div>
<div class="tools">
<a href="/webchat/transcript" download>Save as text</a>
<details><summary>Delete my conversation</summary><form method="post" action="/webchat/forget${framed}" id="forget"><button type="submit">Yes, delete it all</button></form></details>
</div>`
}

function embedding(origin: string): Html {
  const snippet = `<script src="${origin}/widget.js" defer></script>`
  return html`<aside class="embedding" aria-labelledby="embedding-title">
<div>
<h2 id="embedding-title">Put it on your club's site</h2>
<p>One line before <code>&lt;/body&gt;</code>. It loads nothing else until someone wants it. <a href="/embed-demo">See it on a page</a>.</p>
</div>
<div class="snippet"><pre tabindex="0" id="snippet"><code>${snippet}</code></pre><button type="button" class="scripted" data-copy="snippet">Copy</button></div>
</aside>`
}
