import { examineSlack, type Finding } from './channels/slack/index.ts'
import { type Config, slackSettings } from './config.ts'
import { openStore } from './storage/index.ts'

const SIGNS = { well: 'well  ', unwell: 'MEND  ', hint: 'hint  ' } as const

/** `npm run doctor`: prints what was looked at, line by line; 1 when something must be mended. */
export async function runDoctor(config: Config, print: (line: string) => void): Promise<number> {
  const { publicAddress } = config.club
  const findings = [
    examineClub(config),
    await examineStore(config),
    ...(await examineSlack(slackSettings(config), { publicAddress })),
  ]
  for (const { state, what, mend } of findings) {
    print(`${SIGNS[state]}${what}`)
    if (mend) print(`      ${mend}`)
  }
  const unwell = findings.filter(({ state }) => state === 'unwell').length
  print(unwell === 0 ? 'Nothing to mend.' : `To mend: ${unwell}.`)
  return unwell === 0 ? 0 : 1
}

function examineClub({ club, KNEEWISE_SETTINGS }: Config): Finding {
  return club.country
    ? { state: 'well', what: `The club is ${club.name} (${club.country}).` }
    : {
        state: 'hint',
        what: 'No country is set, so no emergency number of a country is shown.',
        mend: `Write country: GB (or yours) into ${KNEEWISE_SETTINGS}; kneewise.example.yaml shows how.`,
      }
}

async function examineStore({ REDIS_URL, KNEEWISE_DATABASE }: Config): Promise<Finding> {
  const name = REDIS_URL ? 'Redis at REDIS_URL' : `the database ${KNEEWISE_DATABASE}`
  try {
    const store = await openStore(
      { redisUrl: REDIS_URL, path: KNEEWISE_DATABASE },
      { onError: () => undefined, now: Date.now },
    )
    try {
      await store.ping()
    } finally {
      await store.close()
    }
    return { state: 'well', what: `Conversations are kept in ${name}.` }
  } catch {
    return {
      state: 'unwell',
      what: `Conversations cannot be kept in ${name}.`,
      mend: REDIS_URL
        ? 'Check that Redis runs and that REDIS_URL names it.'
        : 'Check that the folder exists and may be written to, or set KNEEWISE_DATABASE.',
    }
  }
}
