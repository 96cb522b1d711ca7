/**
 * Lets time run faster for the client in this process, which waits 3 to 15 seconds before it reconnects. Node's own
 * sockets keep their time. Import it before anything that waits.
 */
export const SPEED = 10

const { setTimeout: later, setInterval: every } = globalThis
const began = Date.now()
const realNow = Date.now
Object.assign(globalThis, {
  setTimeout: Object.assign(
    (work: () => void, ms = 0, ...rest: []) => later(work, ms / SPEED, ...rest),
    later,
  ),
  setInterval: (work: () => void, ms = 0, ...rest: []) => every(work, ms / SPEED, ...rest),
})
Date.now = () => began + (realNow() - began) * SPEED

/** Waits for so many real milliseconds. */
export const pause = (ms: number) => new Promise<void>((resolve) => later(resolve, ms))
