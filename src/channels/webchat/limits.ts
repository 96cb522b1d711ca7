const SECOND = 1_000

/** Bytes of one request; the longest sensible message is far below. Beyond: 413. */
export const BODY_LIMIT = 64 * 1024
/** Characters of one message, as many as our own page lets people type. Beyond: 413. */
export const TEXT_LIMIT = 8_000
/** Characters of a person's name or id. Beyond: 400. */
export const NAME_LIMIT = 256
/** Levels of nesting in what a client sends along; Web Chat needs five. Beyond: 400, before anything walks it. */
export const DEPTH_LIMIT = 32

/** Bytes of one frame from a client; the protocol only ever sends empty ones. Beyond: the socket is closed. */
export const FRAME_LIMIT = 1_024
/** Frames of one client between two keep-alives; stock clients send one each 20 s. Beyond: the socket is closed. */
export const FRAMES_LIMIT = 100
/** Bytes that wait for a client that does not read. Beyond: the socket is closed, and the client comes back for them. */
export const UNSENT_LIMIT = 1024 * 1024
/** How often an empty frame and a ping show that the line still holds; a client that missed one is gone. */
export const KEEP_ALIVE_MS = 20 * SECOND

/** People take a shorter wait for an instant answer; a typing indicator would only flicker. */
export const TYPING_AFTER_MS = 400
/** Activities of one set over REST; a client asks again until none are left. */
export const PAGE_SIZE = 100
/**
 * Activities of one frame. Small enough that a line which breaks again and again still gets somewhere; large enough that
 * what was missed comes in one, because DirectLineJS mixes frames that arrive together.
 */
export const FRAME_SIZE = 20
