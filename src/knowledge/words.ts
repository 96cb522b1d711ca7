import { z } from 'zod'

/** The words of the field; knowledge/lexicon.yaml explains each part. */
export const Lexicon = z.strictObject({
  groups: z.record(z.string(), z.array(z.string()).min(1)),
  irregular: z.record(z.string(), z.string()),
  soothing: z.array(z.string()),
  /** Greetings at the beginning and thanks at the end of a message that says more, and what joins the rest to words that play it down. */
  courtesies: z.strictObject({
    opening: z.array(z.string()),
    closing: z.array(z.string()),
    joining: z.array(z.string()),
  }),
  /** Figures of speech: their words are part of no finding. */
  idioms: z.array(z.string()),
  expansions: z.record(z.string(), z.string()),
  numbers: z.record(z.string(), z.number()),
  units: z.record(z.string(), z.number()),
  /** Say no more beside a length of time than that it has been so long. */
  besideDuration: z.array(z.string()),
  /**
   * Patterns of a length of time that says nothing of how long it hurts ("my race is in 8 weeks"), and of those that are
   * about the pain all the same ("no better in 8 weeks").
   */
  otherTimes: z.strictObject({ patterns: z.array(z.string()), except: z.array(z.string()) }),
  /** How far into a run something is told to come; a row of such distances that grows shorter is a sign. */
  shrinking: z.strictObject({
    /** Units of a way with their metres, and those of a time: minutes. */
    metres: z.record(z.string(), z.number()),
    minutes: z.array(z.string()),
    /** One of these stands before every distance, which tells how far somebody came from where it hurts. */
    before: z.array(z.string()),
    /** The very beginning of a run. */
    starts: z.array(z.string()),
    /** One of these stands between two distances of a row. */
    progress: z.array(z.string()),
  }),
  /** Words written as others that sound alike, each phrase with the one that is meant: "last weak" is "last week". */
  soundAlikes: z.record(z.string(), z.string()),
  answers: z.strictObject({
    yes: z.array(z.string()),
    no: z.array(z.string()),
    /** A yes or no only where nothing follows, or a comma does. */
    aloneYes: z.array(z.string()),
    aloneNo: z.array(z.string()),
    unsure: z.array(z.string()),
    takeBack: z.array(z.string()),
    /** May stand in front of an answer. */
    before: z.array(z.string()),
    /** Say nothing besides a yes or no. */
    around: z.array(z.string()),
    /** Begin a sentence of its own. */
    subjects: z.array(z.string()),
    /** May stand in front of one. */
    joins: z.array(z.string()),
    /** After "no" they show that it is an answer and no word for "none". */
    links: z.array(z.string()),
    /** What somebody can or can not do, without saying what. */
    able: z.array(z.string()),
    unable: z.array(z.string()),
  }),
})
export type Lexicon = z.infer<typeof Lexicon>

export const Thresholds = z.strictObject({
  selfCareDays: z.number(),
  persistentDays: z.number(),
  childUnderYears: z.number(),
  olderFromYears: z.number(),
  feverCelsius: z.number(),
  feverFahrenheit: z.number(),
})
export type Thresholds = z.infer<typeof Thresholds>

export const TRIGGER_KINDS = ['negated', 'hypothetical', 'historical', 'other', 'relative'] as const

/** How the words around a mention change its sense, after the ConText idea of triggers and their reach. */
export const AssertionWords = z.strictObject({
  triggers: z.array(
    z.strictObject({
      kind: z.enum(TRIGGER_KINDS),
      /** Which side of the trigger its reach lies on. */
      reach: z.enum(['forward', 'backward', 'both']),
      /**
       * Whether it carries on over commas through a list ("no pop, swelling or bruise"); `always`: until another
       * subject begins ("denies fever, pain, swelling").
       */
      lists: z.union([z.boolean(), z.literal('always')]).default(false),
      phrases: z.array(z.string()).min(1),
    }),
  ),
  /** Look like triggers and are none. */
  pseudo: z.array(z.string()),
  /** End the reach of a trigger. */
  terminators: z.array(z.string()),
  /** End the reach of triggers of one kind alone: "recent" ends the past that was told of, no denial. */
  terminatorsOf: z.array(
    z.strictObject({ kind: z.enum(TRIGGER_KINDS), phrases: z.array(z.string()) }),
  ),
  /** What a note's sections are called: with a colon behind it a heading speaks for the whole list after it. */
  headings: z.array(z.strictObject({ kind: z.enum(TRIGGER_KINDS), phrases: z.array(z.string()) })),
  /** After a comma these begin a new thought rather than go on with a list. */
  clauseStarts: z.array(z.string()),
  /** After a comma these end even a list that carries on `always`. */
  subjects: z.array(z.string()),
  /** What an item of a list that ends with one of them says is there: "no fever, sleep poor". */
  affirmations: z.array(z.string()),
  /** What may follow "did not" or "has not" for the denial to go on; after another verb its object is there. */
  denyingObjects: z.array(z.string()),
  /** Words of the present time: a stretch after a comma that holds one is not part of the past told before it. */
  presentWords: z.array(z.string()),
  /** With one of these people answer their own short question. */
  answersNo: z.array(z.string()),
  /** Said after a list, they deny all of it. */
  denialsOfLists: z.array(z.string()),
  /** Words that make something somebody's own, so that no general talk around it makes it general. */
  owners: z.array(z.string()),
  /** Said anywhere, they show that what belongs to nobody in the message is talk: a quiz, a novel, "mine doesn't". */
  frames: z.array(z.string()),
  /** Said after somebody else's sign, they show that it was told as a story: what is asked is about oneself. */
  stories: z.array(z.string()),
  /** Said later, they close what was told of the past before them. */
  closings: z.array(z.string()),
  /** Marks of the past that a closing needs before it. */
  pastMarks: z.array(z.string()),
  /** People near the runner or patient. */
  kin: z.array(z.string()),
  /** What kin do when what follows is about the runner again: "my wife says it is swollen". */
  speech: z.array(z.string()),
  /** What kin do to the runner or patient: "his daughter found him". */
  witness: z.array(z.string()),
  /** Words that bring the runner or patient back after somebody else was spoken of. */
  selves: z.array(z.string()),
})
export type AssertionWords = z.infer<typeof AssertionWords>
