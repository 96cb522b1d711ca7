import { describe, expect, it } from 'vitest'
import { NEW_STATE, restoreState } from '../../src/conversation/index.ts'

/** As a conversation of version 1 was saved: a stuck knee, and a question that waits for its answer. */
const SAVED_BEFORE = {
  version: 1,
  turns: 3,
  findings: [
    { id: 'stuck-now', assertion: 'present', turn: 1 },
    { id: 'fever', assertion: 'absent', turn: 2 },
  ],
  topic: 'meniscus-tear',
  complaint: true,
  redFlags: [{ id: 'locked-knee', level: 'urgent' }],
  asked: ['swelling-rapid'],
  pending: { kind: 'finding', finding: 'swelling-rapid' },
  introduced: true,
  unsureTurns: 0,
}

describe('a saved conversation', () => {
  it('of version 1 goes on as version 2, with its red flags in force', () => {
    expect(restoreState(SAVED_BEFORE)).toMatchInlineSnapshot(`
      {
        "aftercare": null,
        "asked": [
          "swelling-rapid",
        ],
        "candidates": [],
        "complaint": true,
        "findings": [
          {
            "assertion": "present",
            "id": "stuck-now",
            "turn": 1,
          },
          {
            "assertion": "absent",
            "id": "fever",
            "turn": 2,
          },
        ],
        "heard": [],
        "introduced": true,
        "language": null,
        "offered": [],
        "pain": null,
        "pending": {
          "finding": "swelling-rapid",
          "kind": "finding",
        },
        "person": null,
        "plan": null,
        "questions": 1,
        "redFlags": [
          {
            "from": [],
            "id": "locked-knee",
            "level": "urgent",
            "turn": 3,
          },
        ],
        "side": null,
        "takenBack": [],
        "topic": "meniscus-tear",
        "trail": [],
        "turns": 3,
        "unsureTurns": 0,
        "version": 2,
      }
    `)
  })

  it('of this version is taken as it is', () => {
    const saved = { ...NEW_STATE, turns: 4, topic: 'shoes' }
    expect(restoreState(JSON.parse(JSON.stringify(saved)))).toEqual(saved)
  })

  it.each([
    ['nothing', undefined],
    ['a version to come', { ...NEW_STATE, version: 3 }],
    ['a broken one', { ...NEW_STATE, findings: 'none' }],
    ['one with more than is ever kept', { ...NEW_STATE, trail: Array(7).fill('shoes') }],
  ])('that is %s begins anew', (_what, saved) => {
    expect(restoreState(saved)).toEqual(NEW_STATE)
  })
})
