import { html } from '../html.ts'
import { page } from './document.ts'

/** A made-up club's page, in a style of its own, that embeds the widget as any site does. */
export function embedDemoPage(): string {
  return page({
    title: 'Ambleford Road Runners',
    styles: ['embed-demo'],
    head: html`<script src="/widget.js" data-title="Sore knee? Ask" data-greeting="Answers for members, day and night" data-colour="#7a1f3d" defer></script>`,
    body: html`<header><p>Ambleford Road Runners</p><nav aria-label="Club"><a href="#week">This week</a><a href="#join">Join</a><a href="/">Kneewise</a></nav></header>
<main>
<h1>We run on Tuesdays, whatever the weather.</h1>
<p class="standfirst">A made-up club page that carries Kneewise the way any site can: by one script tag. The button at the bottom right is all that was added.</p>
<section id="week"><h2>This week</h2>
<table><tbody>
<tr><th scope="row">Tuesday 18:30</th><td>Easy five from the bandstand</td></tr>
<tr><th scope="row">Thursday 19:00</th><td>Hill repeats at Mill Lane</td></tr>
<tr><th scope="row">Sunday 09:00</th><td>Long run by the canal, two groups</td></tr>
</tbody></table></section>
<section id="join"><h2>Join</h2><p>Come along three times for free. After that it is twelve pounds a year, tea included.</p><p><a href="#week">See when we meet</a></p></section>
</main>
<footer><p>Ambleford Road Runners do not exist. The widget on this page is real.</p></footer>`,
  })
}
