import type { Block, Choice, Reply } from '../../../replies/reply.ts'
import { blockView } from './block-view.ts'
import { el, type ViewElement } from './view.ts'

/** What of a reply a page needs. */
export type ShownReply = Pick<Reply, 'triage' | 'blocks' | 'suggestions'>

/** A reply as a card of the conversation. */
export function replyView({ triage, blocks }: ShownReply): ViewElement {
  return el(
    'article',
    { class: `said kneewise ${triage}` },
    el('h2', { class: 'unseen' }, 'Kneewise'),
    blocks.map(blockView),
    feedbackView(blocks),
  )
}

/**
 * Asks whether an answer helped where it rests on an entry. Nobody in need of help is asked, and nothing is asked beside
 * a question about the knee: a "yes" might land on the wrong one.
 */
function feedbackView(blocks: readonly Block[]): ViewElement | false {
  const why = blocks.find((block) => block.kind === 'why')
  if (!why?.entry || blocks.some(({ kind }) => kind === 'alert' || kind === 'question'))
    return false
  const verdict = (value: string, label: string) =>
    el('button', { type: 'submit', name: 'verdict', value }, label)
  return el(
    'form',
    { class: 'feedback', method: 'post', action: '/webchat/feedback' },
    el('input', { type: 'hidden', name: 'topic', value: why.entry.id }),
    el('p', {}, 'Was this helpful?'),
    verdict('helpful', 'Yes, it was'),
    verdict('not-helpful', 'Not really'),
  )
}

/** What the runner said; `key` is the sender's own id of it, by which the page knows it again. */
export function runnerView({ text, key }: { text: string; key?: string }): ViewElement {
  return el(
    'article',
    { class: 'said runner', tabindex: '-1', ...(key ? { 'data-key': key } : {}) },
    el('h2', { class: 'unseen' }, 'You'),
    el('p', {}, text),
  )
}

/** What can be tapped under a reply: answers to its question, then what else to ask. */
export function choicesView({ blocks, suggestions }: Omit<ShownReply, 'triage'>): ViewElement[] {
  const options = questionOf(blocks)?.options ?? []
  const answers = options.length > 0 ? [choiceList(options, 'options')] : []
  return [
    // Beside the map the same answers are folded away; open, for those who cannot use it.
    ...(asksForMap({ blocks })
      ? [el('details', { open: '' }, el('summary', {}, 'Pick from a list'), answers)]
      : answers),
    ...(suggestions.length > 0 ? [choiceList(suggestions, 'suggestions')] : []),
  ]
}

function choiceList(choices: readonly Choice[], kind: 'options' | 'suggestions'): ViewElement {
  return el(
    'div',
    { class: kind, role: 'group', 'aria-label': kind === 'options' ? 'Answers' : 'You can ask' },
    choices.map(({ label, says }) =>
      // They belong to the form, so that they work without JavaScript, too.
      el('button', { type: 'submit', form: 'form', name: 'choice', value: says }, label),
    ),
  )
}

/** Whether the question of a reply can be answered on the knee map. */
export function asksForMap({ blocks }: Pick<ShownReply, 'blocks'>): boolean {
  return questionOf(blocks)?.map === 'knee'
}

function questionOf(blocks: readonly Block[]): Extract<Block, { kind: 'question' }> | undefined {
  return blocks.find((block) => block.kind === 'question')
}

/** What a screen reader should say of a reply: the alert and the answer, not the folded parts. */
export function spokenText({ blocks }: Pick<ShownReply, 'blocks'>): string {
  return blocks.flatMap(spokenBlock).join(' ')
}

function spokenBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'alert':
      return [block.text, ...block.contacts.map(({ label }) => `${label}.`)]
    case 'paragraph':
    case 'question':
    case 'chart':
      return [block.text]
    case 'list':
      return [`${block.title}:`, ...block.items]
    case 'explanations':
      return [`${block.title}:`, ...block.items.map(({ title, fit }) => `${title}, ${fit}.`)]
    case 'exercises':
      return [`${block.title}:`, ...block.items.map(({ title, dose }) => `${title}, ${dose}.`)]
    case 'table':
    case 'summary':
      return [`${block.title}.`]
    case 'download':
      return [`${block.label}.`]
    case 'more':
    case 'sources':
    case 'why':
      return []
  }
}
