/** The few emoji that our answers use, by the names Slack gives them; drawn, as not every machine has a font of them. */
const EMOJI: Record<string, string> = {
  rotating_light: '<span class="siren">!</span>',
  page_facing_up: '<span class="file">file</span>',
}

/** Slack's mrkdwn as HTML; `&`, `<` and `>` in it are escaped already, as Slack wants them. */
export function mrkdwnHtml(text: string): string {
  return text
    .replace(/<@(\w+)>/g, '<span class="mention">@runner</span>')
    .replace(
      /<([^|<>\s]+)\|([^<>]*)>/g,
      (_, address: string, words: string) =>
        `<a href="${address.replaceAll('"', '&quot;')}">${words}</a>`,
    )
    .replace(/(^|[\s(•])\*([^*\n]+)\*/g, '$1<b>$2</b>')
    .replace(/(^|\s)_([^_\n]+)_/g, '$1<i>$2</i>')
    .replace(/:(\w+):/g, (whole, name: string) => EMOJI[name] ?? whole)
    .replaceAll('\n', '<br>')
}

export function escapedHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
