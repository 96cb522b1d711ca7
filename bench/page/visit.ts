import type { Browser, CDPSession, Page } from 'playwright-core'

/** How much slower the processor is made, as a phone of the middle is. */
export const SLOW_DOWN = 4

/** A page as a first visitor gets it, on a slowed processor, with what it loads counted. */
export async function visit(
  browser: Browser,
): Promise<{ page: Page; loaded: Loaded; close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN })
  return { page, loaded: await count(session), close: () => context.close() }
}

/** Bytes as they came over the line, and addresses, in the order of loading. */
export type Loaded = { address: string; bytes: number }[]

async function count(session: CDPSession): Promise<Loaded> {
  const loaded: Loaded = []
  const addresses = new Map<string, string>()
  await session.send('Network.enable')
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    addresses.set(requestId, request.url)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    loaded.push({ address: addresses.get(requestId) ?? '', bytes: encodedDataLength })
  })
  return loaded
}

/** The middle of several measurements, and the best of them: what the machine's other work did not disturb. */
export function summarise(values: readonly number[]): { median: number; best: number } {
  const sorted = [...values].sort((a, b) => a - b)
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    best: sorted[0] ?? Number.NaN,
  }
}
