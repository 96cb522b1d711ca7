import { type ParseArgsConfig, parseArgs } from 'node:util'
import { createAssistant } from './assistant.ts'
import { runAssertions, runBatch } from './channels/batch/index.ts'
import { chat, explainReading, formatReply, type Look } from './channels/terminal/index.ts'
import { ConfigError, readConfig } from './config.ts'
import { explainCode, ReasonCodeError } from './conversation/index.ts'
import { KnowledgeError, loadIntents } from './knowledge/index.ts'
import { loadCore } from './load-core.ts'
import { PATHS } from './paths.ts'
import { openSqliteStore, StoreUnavailable } from './storage/index.ts'
import { createNearestExamples, createParser } from './understanding/index.ts'

const USAGE = `usage: npm run <command>
  start                        serve the chatbot on http://localhost:3978
  chat                         talk in the terminal
  ask -- "question"            one answer (--explain shows how it was read, --code CODE why another was given)
  batch < in.jsonl             answer questions line by line
  evaluate -- FOLDER           figures over the example questions and every labelled set of a folder
  assertions < in.jsonl        the sense of a phrase in each sentence
  build                        train the model and build the browser code
  doctor                       look whether settings, store and Slack are well, and say what to mend
  slack:manifest -- --url URL  write slack/manifest.yaml, without --url for Socket Mode
  slack:preview                a page that shows every surface of Slack`

const commands: Record<string, (args: string[]) => Promise<number>> = {
  async start() {
    const { startServer } = await import('./server.ts')
    await startServer(readConfig(process.env))
    return 0
  },
  async build() {
    loadCore(announceTraining)
    const { buildBrowserCode } = await import('./channels/webchat/build.ts')
    await buildBrowserCode()
    const { fetchStockWebChat } = await import('./channels/webchat/stock-web-chat.ts')
    await fetchStockWebChat()
    return 0
  },
  async doctor() {
    const { runDoctor } = await import('./doctor.ts')
    return runDoctor(readConfig(process.env), console.log)
  },
  async 'slack:manifest'(args) {
    const { values } = parse(args, { url: { type: 'string' } })
    const { writeManifest } = await import('./slack-manifest.ts')
    return writeManifest(typeof values.url === 'string' ? values.url : undefined, console.log)
  },
  async 'slack:preview'(args) {
    const { values } = parse(args, { port: { type: 'string', default: '3979' } })
    const { servePreview } = await import('./slack-preview.ts')
    await servePreview(loadCore(announceTraining), Number(values.port))
    return 0
  },
  async chat() {
    await chat(temporaryAssistant(), {
      input: process.stdin,
      output: process.stdout,
      look: look(),
      interactive: Boolean(process.stdin.isTTY && process.stdout.isTTY),
    })
    return 0
  },
  async ask(args) {
    const { values, positionals } = parse(args, {
      explain: { type: 'boolean', default: false },
      code: { type: 'string' },
    })
    if (values.code !== undefined) {
      console.log(explainCode(values.code, loadCore(announceTraining).knowledge))
      return 0
    }
    const text = positionals.join(' ').trim()
    if (text === '') {
      console.error('Write the question behind two dashes: npm run ask -- "why does my knee hurt?"')
      return 2
    }
    const core = loadCore(announceTraining)
    const assistant = temporaryAssistant()
    if (values.explain) {
      const intents = loadIntents(PATHS.intents, core.knowledge)
      const nearest = createNearestExamples(intents, core.knowledge, core.model)
      console.log(`${explainReading(assistant.read(text), nearest(text, 3))}\n`)
    }
    const reply = await assistant.answer({ conversation: 'ask', text })
    console.log(formatReply(reply, look()).text)
    return 0
  },
  async batch() {
    return (await runBatch(temporaryAssistant(), process.stdin, process.stdout)) > 0 ? 1 : 0
  },
  async evaluate(args) {
    const { positionals } = parse(args, {})
    const { runEvaluation } = await import('./run-evaluation.ts')
    await runEvaluation(positionals[0], loadCore(announceTraining))
    return 0
  },
  async assertions() {
    const { knowledge, model } = loadCore(announceTraining)
    const parse = createParser(knowledge, model.vocabulary)
    return (await runAssertions(parse, process.stdin, process.stdout)) > 0 ? 1 : 0
  },
}

/** One conversation that leaves nothing behind: for the terminal and for batches. */
function temporaryAssistant() {
  const { club } = readConfig(process.env)
  return createAssistant({
    ...loadCore(announceTraining),
    store: openSqliteStore(':memory:'),
    club,
  })
}

function announceTraining(): void {
  console.error('Training on the example questions; this happens once for each change of content.')
}

function look(): Look {
  const colours = process.stdout.isTTY === true && !process.env.NO_COLOR
  return { colours, columns: process.stdout.columns ?? 80 }
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
) {
  return parseArgs({ args, options, allowPositionals: true })
}

/** What people can mend themselves; its message says how. */
const EXPECTED = [KnowledgeError, ConfigError, ReasonCodeError, StoreUnavailable]

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(USAGE)
    return 2
  }
  try {
    return await command(args)
  } catch (error) {
    const isExpected = error instanceof Error && EXPECTED.some((kind) => error instanceof kind)
    console.error(isExpected ? error.message : error)
    return 1
  }
}

process.exitCode = await main()
