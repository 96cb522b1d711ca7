import { describe, expect, it } from 'vitest'
import { CarriedAlert, packed, unpacked } from '../../../src/channels/slack/pack.ts'
import { UNKNOWN_CLUB } from '../../../src/conversation/index.ts'
import { contactsFor, crisisContact } from '../../../src/replies/index.ts'
import { BRITISH_CLUB, core } from '../../core.ts'

describe('an alert in the value of a button', () => {
  it.each([
    ['a country with a crisis line', BRITISH_CLUB],
    ['a country without one', UNKNOWN_CLUB],
  ])('comes out as it went in, its contacts those of %s', (_, club) => {
    const contacts = [
      crisisContact(club.country, core.knowledge),
      ...contactsFor('emergency', club, core.knowledge),
    ]
    const alert = { text: 'Please tell someone near you now.', contacts }
    expect(unpacked(packed(alert), CarriedAlert)).toEqual(alert)
  })
})
