import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Knowledge } from '../../knowledge/index.ts'
import { context, image, plain, type SlackBlock, sections } from './blocks.ts'
import { type ClubOfWorkspace, professionalsText } from './clubs.ts'
import { LIMITS } from './limits.ts'
import { escaped } from './mrkdwn.ts'
import type { Look } from './render-block.ts'
import type { Words } from './words.ts'

/** Ids of the windows. */
export const VIEWS = { kneeMap: 'knee-map', check: 'check', club: 'club' } as const
/** Where the answer to a window goes; travels with it, so that we need not remember. */
export const Target = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('view') }),
  z.strictObject({ to: z.literal('message'), channel: z.string(), thread: z.string().optional() }),
  z.strictObject({ to: z.literal('whisper'), address: z.string(), thread: z.string().optional() }),
])
export type Target = z.infer<typeof Target>
export const Metadata = z.strictObject({ where: z.string(), target: Target })
export type Metadata = z.infer<typeof Metadata>

export const FIELDS = {
  region: 'region',
  note: 'note',
  signs: 'signs',
  name: 'name',
  country: 'country',
  professionals: 'professionals',
} as const

/** The knee map: the picture with its numbers where it can be shown, and always the places as words. */
export function kneeMapView(metadata: Metadata, { words, figures }: Look): types.ModalView {
  const { kneeMap } = words
  const address = figures.figure('knee-map/numbered.svg')
  return {
    ...modal(VIEWS.kneeMap, kneeMap),
    private_metadata: JSON.stringify(metadata),
    blocks: [
      ...(address ? [image(address, kneeMap.image)] : []),
      {
        type: 'input',
        block_id: FIELDS.region,
        label: plain(kneeMap.pick, LIMITS.inputLabel),
        element: {
          type: 'static_select',
          action_id: FIELDS.region,
          placeholder: plain(kneeMap.placeholder, LIMITS.placeholder),
          options: kneeMap.regions.map(({ number, place }) =>
            option(`${number}  ${place}`, String(number)),
          ),
        },
      },
      {
        type: 'input',
        block_id: FIELDS.note,
        optional: true,
        label: plain(kneeMap.note, LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: FIELDS.note,
          multiline: true,
          max_length: 1_000,
          placeholder: plain(kneeMap.notePlaceholder, LIMITS.placeholder),
        },
      },
    ],
  }
}

/** The red-flag check: every warning sign to tick, the most serious first. */
export function checkView(
  metadata: Metadata,
  { words }: Look,
  knowledge: Knowledge,
): types.ModalView {
  const { check } = words
  const levels = ['emergency', 'urgent', 'soon'] as const
  return {
    ...modal(VIEWS.check, check),
    private_metadata: JSON.stringify(metadata),
    blocks: [
      ...sections([escaped(check.lead)]),
      ...levels.flatMap((level): SlackBlock[] => {
        const signs = [...knowledge.redFlags.values()].filter((flag) => flag.level === level)
        return groupsOf(signs, LIMITS.options).map((group, index) => ({
          type: 'input',
          block_id: `${FIELDS.signs}:${level}:${index}`,
          optional: true,
          label: plain(check.groups[level], LIMITS.inputLabel),
          element: {
            type: 'checkboxes',
            action_id: FIELDS.signs,
            options: group.map(({ id, title }) => option(title, id)),
          },
        }))
      }),
    ],
  }
}

/** What a workspace says about its club. */
export function clubView(
  club: Pick<ClubOfWorkspace, 'name' | 'country'> & Parameters<typeof professionalsText>[0],
  { club: words }: Words,
): types.ModalView {
  const known = professionalsText(club)
  return {
    ...modal(VIEWS.club, words),
    blocks: [
      context(escaped(words.lead)),
      textInput(FIELDS.name, words.name, { value: club.name }),
      textInput(FIELDS.country, words.country, {
        value: club.country ?? '',
        hint: words.countryHint,
        optional: true,
      }),
      textInput(FIELDS.professionals, words.professionals, {
        value: known,
        hint: words.professionalsHint,
        optional: true,
        multiline: true,
      }),
    ],
  }
}

function modal(
  id: string,
  { title, submit, cancel }: { title: string; submit: string; cancel: string },
): Pick<types.ModalView, 'type' | 'callback_id' | 'title' | 'submit' | 'close'> {
  return {
    type: 'modal',
    callback_id: id,
    title: plain(title, LIMITS.modalTitle),
    submit: plain(submit, LIMITS.modalTitle),
    close: plain(cancel, LIMITS.modalTitle),
  }
}

function option(text: string, value: string): types.PlainTextOption {
  return { text: plain(text, LIMITS.optionText), value }
}

function textInput(
  id: string,
  label: string,
  {
    value,
    hint,
    optional = false,
    multiline = false,
  }: { value: string; hint?: string; optional?: boolean; multiline?: boolean },
): SlackBlock {
  return {
    type: 'input',
    block_id: id,
    optional,
    label: plain(label, LIMITS.inputLabel),
    ...(hint ? { hint: plain(hint, LIMITS.inputHint) } : {}),
    element: {
      type: 'plain_text_input',
      action_id: id,
      multiline,
      max_length: LIMITS.inputLength,
      ...(value ? { initial_value: value.slice(0, LIMITS.inputLength) } : {}),
    },
  }
}

function groupsOf<Item>(items: readonly Item[], size: number): Item[][] {
  const groups: Item[][] = []
  for (let start = 0; start < items.length; start += size)
    groups.push(items.slice(start, start + size))
  return groups
}
