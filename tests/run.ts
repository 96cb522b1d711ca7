import { existsSync } from 'node:fs'
import { startVitest } from 'vitest/node'
import { buildBrowserCode } from '../src/channels/webchat/build.ts'
import { fetchStockWebChat } from '../src/channels/webchat/stock-web-chat.ts'
import { loadCore } from '../src/load-core.ts'
import { BROWSER } from './e2e/browser.ts'

// Trained and built once here, so that the test files only read the results.
loadCore(() => console.log('Training on the example questions.'))
await buildBrowserCode()
await fetchStockWebChat().catch((error) =>
  console.log(
    `Tests of the stock Web Chat are skipped: it could not be fetched (${error.message}).`,
  ),
)
if (!existsSync(BROWSER)) {
  console.log(
    `Browser tests are skipped: there is no Chromium at ${BROWSER} (Debian package: chromium).`,
  )
}

const vitest = await startVitest('test', process.argv.slice(2), { watch: false })
const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()])
const count = (state: string) => tests.filter((test) => test.result().state === state).length
const passed = count('passed')
const skipped = count('skipped')
const broken = vitest.state
  .getTestModules()
  .filter((module) => module.state() === 'failed' && module.errors().length > 0).length
const failed = count('failed') + broken + vitest.state.getUnhandledErrors().length
const isIncomplete = process.env.REQUIRE_ALL === '1' && skipped > 0
if (isIncomplete) console.log('REQUIRE_ALL is set: a skipped test counts as a failure.')
await vitest.close()
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed > 0 || isIncomplete || passed === 0 ? 1 : 0)
