/** Debian's Chromium; another place can be named for other systems. */
export const BROWSER = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** As root Chromium needs no sandbox, and it should look for nothing outside. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
