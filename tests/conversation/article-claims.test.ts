import { describe, expect, it } from 'vitest'
import { statementsOf } from '../../src/knowledge/index.ts'
import { renderText } from '../../src/replies/index.ts'
import { core, lastReply } from '../core.ts'

/** A natural question for every claim of the article that Kneewise grew from. */
const QUESTIONS: Record<string, string> = {
  'article-01': 'is running healthy for body and mind',
  'article-02': 'does running help your heart',
  'article-03': 'does running make your legs stronger',
  'article-04': 'does running put you in a better mood',
  'article-05': 'do many runners get knee pain',
  'article-06': 'how long does a knee injury keep runners out, it is so frustrating',
  'article-07': 'why do runners get sore knees, what are the reasons',
  'article-08': 'is overuse from too much running behind my sore knee',
  'article-09': 'what are the parts of the knee and how much load do they take',
  'article-10': 'I ran far too much this week, is my knee irritated now',
  'article-11': 'can bad running form hurt my knees',
  'article-12': 'does overstriding cause knee pain',
  'article-13': 'how much should I lean forward when I run',
  'article-14': 'is a midfoot strike better for running technique',
  'article-15': 'does landing on a straight leg hurt the knee',
  'article-16': 'can skipping my warm-up cause knee pain',
  'article-17': 'are tight muscles from not stretching the reason for my sore knee',
  'article-18': 'should I stretch after running to prevent knee pain, a cool-down maybe',
  'article-19': 'what usually causes knee pain in runners',
  'article-20': "what is runner's knee and how common is it",
  'article-21': "is runner's knee worn cartilage behind the kneecap",
  'article-22': 'what is a torn meniscus',
  'article-23': 'when should a physio or doctor see my sore knee',
  'article-24': 'what will a physiotherapist do for my knee',
  'article-25': 'how do I increase my mileage safely step by step',
  'article-26': 'are cushioned running shoes better for the knees',
  'article-27': 'how quickly may I add miles each week',
  'article-28': "do squats and lunges protect a runner's knees",
  'article-29': 'how many rest days a week should a runner take',
  'article-30': 'how do I judge pain and fatigue signals while running',
  'article-31': 'is running bad for your knees',
  'article-32': 'which professional should I see about my knee',
}

describe('every claim of the article', () => {
  it('has a question', () => {
    expect(Object.keys(QUESTIONS)).toEqual([...core.knowledge.claims.keys()])
  })

  it.each(Object.entries(QUESTIONS))(
    '%s is carried by the reply to "%s"',
    async (claim, question) => {
      const text = renderText(await lastReply([question]))
      const carriers = [...core.knowledge.topics.values()].flatMap((topic) =>
        statementsOf(topic)
          .filter(({ claims }) => claims?.includes(claim))
          .map((statement) => statement.text),
      )
      expect(carriers.filter((carrier) => text.includes(carrier))).not.toEqual([])
    },
  )
})
