import { describe, expect, it } from 'vitest'
import { kneeMap, kneePlaces } from '../../../src/channels/webchat/knee-map.ts'
import { conversation } from '../../core.ts'

/** What a tap on each place has to be understood as. */
const FINDINGS: Record<string, string> = {
  kneecap: 'location-around-kneecap',
  'above-kneecap': 'location-above-kneecap',
  'below-kneecap': 'location-below-kneecap',
  'beside-tendon': 'location-beside-tendon',
  'shin-bump': 'location-shin-bump',
  inner: 'location-medial',
  'inner-below': 'location-medial-below-joint',
  outer: 'location-lateral',
  'outer-below': 'location-lateral',
  back: 'location-posterior',
  'back-calf': 'location-posterior',
}

describe('the knee map', () => {
  it('has every place that can be reported', () => {
    expect(new Set(kneePlaces().map(({ id }) => id))).toEqual(new Set(Object.keys(FINDINGS)))
  })

  it.each(kneePlaces())('says "$says" for $id, and is understood without alarm', async (place) => {
    const reply = await conversation()(place.says)
    expect(reply.findings).toContainEqual({ id: FINDINGS[place.id], assertion: 'present' })
    expect(reply.redFlags).toEqual([])
  })

  it('names every region, with each id once', () => {
    const { source } = kneeMap()
    expect(source.match(/data-says/g)?.length).toBe(source.match(/data-says[^>]*><title>/g)?.length)
    const ids = [...source.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
