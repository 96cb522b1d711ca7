import { join } from 'node:path'
import { z } from 'zod'
import { describeProblem, readYaml } from '../../knowledge/index.ts'
import { PATHS } from '../../paths.ts'
import { LIMITS } from './limits.ts'

const Text = z.string().trim().min(1, 'write a few plain words')
const upTo = (limit: number) => Text.max(limit, `Slack shows at most ${limit} characters here`)
const ButtonText = upTo(LIMITS.buttonText)
const ModalTitle = upTo(LIMITS.modalTitle)
const ConfirmWords = z.strictObject({
  title: upTo(LIMITS.confirmTitle),
  text: upTo(LIMITS.confirmText),
  yes: upTo(LIMITS.confirmButton),
  no: upTo(LIMITS.confirmButton),
})

/** What Kneewise says around its answers in Slack; the wording lives in slack/words.yaml. */
export const Words = z.strictObject({
  answer: z.strictObject({
    sources: ButtonText,
    moreExercises: ButtonText,
    why: ButtonText,
    yourAnswer: Text,
    feedback: z.strictObject({ yes: ButtonText, no: ButtonText, thanks: Text }),
    leftOut: Text,
    noFile: Text,
    noPicture: Text,
    failed: Text,
  }),
  public: z.strictObject({
    private: ButtonText,
    privateOpened: Text,
    privateLink: Text,
    privateRefused: Text,
    privateGreeting: Text,
    tellThread: ButtonText,
    tellThreadConfirm: ConfirmWords,
    threadNote: Text,
    threadTold: Text,
    share: ButtonText,
    shareConfirm: ConfirmWords,
    shared: Text,
    askedAbout: Text,
  }),
  command: z.strictObject({ empty: Text }),
  kneeMap: z.strictObject({
    button: ButtonText,
    title: ModalTitle,
    image: upTo(LIMITS.imageAlt),
    pick: Text,
    placeholder: upTo(LIMITS.placeholder),
    note: Text,
    notePlaceholder: upTo(LIMITS.placeholder),
    submit: ModalTitle,
    cancel: ModalTitle,
    regions: z
      .array(z.strictObject({ number: z.number().int(), place: upTo(70), says: Text }))
      .min(1)
      .max(LIMITS.selectOptions),
  }),
  check: z.strictObject({
    button: ButtonText,
    title: ModalTitle,
    lead: Text,
    groups: z.strictObject({ emergency: Text, urgent: Text, soon: Text }),
    submit: ModalTitle,
    cancel: ModalTitle,
    none: Text,
    signs: z.record(z.string(), Text),
  }),
  home: z.strictObject({
    title: upTo(LIMITS.header),
    lead: Text,
    ask: Text,
    askPlaceholder: upTo(LIMITS.placeholder),
    answerTitle: ModalTitle,
    answerClose: ModalTitle,
    mapTitle: Text,
    checkTitle: Text,
    recent: Text,
    professionals: Text,
    privacyTitle: Text,
    privacy: Text,
    erase: ButtonText,
    eraseConfirm: ConfirmWords,
    erased: Text,
    settings: ButtonText,
  }),
  prompts: z.strictObject({
    title: Text,
    items: z.array(z.strictObject({ title: Text, message: Text })).max(LIMITS.prompts),
    status: Text,
  }),
  shortcut: z.strictObject({ name: upTo(24), description: upTo(150) }),
  club: z.strictObject({
    title: ModalTitle,
    lead: Text,
    name: Text,
    country: Text,
    countryHint: Text,
    professionals: Text,
    professionalsHint: Text,
    submit: ModalTitle,
    cancel: ModalTitle,
    badCountry: Text,
    badLine: Text,
    saved: Text,
  }),
})
export type Words = z.infer<typeof Words>

/** The words file cannot be used; the message names each place and its mend. */
export class WordsError extends Error {
  override name = 'WordsError'
}

/** Everything wrong in slack/words.yaml, each with place and mend; for `npm run check`. */
export function wordProblems(root = PATHS.root): string[] {
  return readYaml(join(root, 'slack'), 'words.yaml', Words).problems.map(
    (problem) => `slack/${describeProblem(problem)}`,
  )
}

/** Reads slack/words.yaml; throws a WordsError that lists everything wrong. */
export function readWords(root = PATHS.root): Words {
  const { parsed, problems } = readYaml(join(root, 'slack'), 'words.yaml', Words)
  if (!parsed) throw new WordsError(problems.map(describeProblem).join('\n'))
  return parsed.value
}

/** A template with its names filled in. */
export function filled(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
