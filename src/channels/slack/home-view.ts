import type { types } from '@slack/bolt'
import type { Club } from '../../assistant.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { actions, button, context, divider, header, image, plain, sections } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { bold, escaped, link } from './mrkdwn.ts'
import { DIRECT } from './place.ts'
import type { Look } from './render-block.ts'
import { ACTIONS } from './render-reply.ts'
import { filled } from './words.ts'

export const HOME_ACTIONS = {
  ask: 'home-ask',
  check: 'check',
  erase: 'erase',
  settings: 'club-settings',
} as const

export type HomeState = {
  club: Club
  recent: readonly string[]
  retentionDays: number
  /** Only who installed Kneewise may change the settings of a workspace's club. */
  canChangeClub: boolean
  /** Said on top after something was done. */
  notice?: string
}

/** The App Home: ask, check the warning signs, show where it hurts, recent topics, people to see, privacy. */
export function homeView(state: HomeState, look: Look, knowledge: Knowledge): types.HomeView {
  const { club, recent, retentionDays, canChangeClub, notice } = state
  const { home, check, kneeMap } = look.words
  const map = look.figures.figure('knee-map/numbered.svg')
  const topics = recent.flatMap((id) => knowledge.topics.get(id) ?? [])
  return {
    type: 'home',
    blocks: [
      ...(notice ? [context(bold(notice))] : []),
      header(home.title),
      ...sections([escaped(home.lead)]),
      {
        type: 'input',
        block_id: `${DIRECT}|ask`,
        dispatch_action: true,
        label: plain(home.ask, LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: HOME_ACTIONS.ask,
          max_length: LIMITS.inputLength,
          placeholder: plain(home.askPlaceholder, LIMITS.placeholder),
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        },
      },
      ...sections([bold(home.checkTitle)]),
      ...actions(
        [button(check.button, { action: HOME_ACTIONS.check, style: 'danger' })],
        `${DIRECT}|check`,
      ),
      ...sections([bold(home.mapTitle)]),
      ...(map ? [image(map, kneeMap.image)] : []),
      ...actions([button(kneeMap.button, { action: ACTIONS.kneeMap })], `${DIRECT}|map`),
      ...(topics.length > 0
        ? [
            ...sections([bold(home.recent)]),
            ...actions(
              topics.map(({ title }, index) =>
                button(title, {
                  action: `${ACTIONS.say}:${index}`,
                  value: filled(knowledge.phrases.suggestions.more, { title }),
                }),
              ),
              `${DIRECT}|recent`,
            ),
          ]
        : []),
      ...(club.professionals.length > 0
        ? sections([
            bold(home.professionals),
            ...club.professionals.map(({ name, role, phone }) =>
              [
                `• ${bold(name)}, ${escaped(role)}`,
                ...(phone ? [link(`tel:${phone.replaceAll(' ', '')}`, phone)] : []),
              ].join(', '),
            ),
          ])
        : []),
      divider(),
      ...sections([
        bold(home.privacyTitle),
        escaped(filled(home.privacy, { days: retentionDays })),
      ]),
      ...actions(
        [
          button(home.erase, { action: HOME_ACTIONS.erase, confirm: home.eraseConfirm }),
          ...(canChangeClub ? [button(home.settings, { action: HOME_ACTIONS.settings })] : []),
        ],
        `${DIRECT}|privacy`,
      ),
    ].slice(0, LIMITS.viewBlocks),
  }
}
