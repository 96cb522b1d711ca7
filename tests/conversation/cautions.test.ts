import { describe, expect, it } from 'vitest'
import { renderText } from '../../src/replies/index.ts'
import { core, lastReply } from '../core.ts'

const entry = core.knowledge.topics.get('pain-medicine')
const usual = entry?.shortAnswer.text ?? ''
const cautionFor = (finding: string) =>
  entry?.cautions?.find(({ when }) => when.includes(finding))?.text

describe('painkillers', () => {
  it.each([
    ['pregnancy', ['I am 20 weeks pregnant, can I take ibuprofen for my sore knee']],
    ['pregnancy', ['I am pregnant and my kneecap aches', 'is a diclofenac gel ok']],
    ['blood-thinners', ['I take warfarin, which painkiller for a sore knee']],
    ['child-patient', ['my son is 12, his kneecap is sore', 'can he have ibuprofen']],
  ])('are answered with what holds for %s first', async (finding, turns) => {
    const text = renderText(await lastReply(turns))
    expect(text.startsWith(cautionFor(finding) ?? 'no caution')).toBe(true)
    expect(text).not.toContain(usual)
  })

  it('are answered as usual for anybody else', async () => {
    expect(renderText(await lastReply(['which painkiller for a sore knee']))).toContain(usual)
  })
})
