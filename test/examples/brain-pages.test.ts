import { describe, expect, it } from 'vitest'
import { onEachVariant } from './brain.ts'
import { answers, pages, type Page } from './brain-queries.ts'

/*
 * What a web site asks, at a known cost, on every store:
 *
 * users, user card, snapshot grid, snapshot detail, feelings chart, overview, filter
 * 72  equal answers from differently shaped stores    the same table of answers for all of them
 * 73  a hundred overviews                             the calls stay the same
 */

const names = Object.keys(pages) as (keyof typeof pages)[]

describe('a page of the web site', () => {
  onEachVariant((brain, variant) => {
    it.each(names)('is answered within its calls: %s', async (name) => {
      const { query, variables, calls }: Page = pages[name]
      const answer = await brain.ask(query, variables)
      expect(answer.errors).toBeUndefined()
      expect(answer.data).toEqual(answers[name])
      // What a store leaves undone is known from the first time on.
      expect((await brain.ask(query, variables)).data).toEqual(answer.data)
      expect(brain.calls().length).toBeLessThanOrEqual(calls)
    })

    it.each(names)('costs no more than it was told to: %s', async (name) => {
      const { query, variables }: Page = pages[name]
      const { extensions } = await brain.ask(query, variables)
      const { plan } = extensions as { readonly plan: Told }
      const { bound, used } = plan
      expect(used.calls).toBeLessThanOrEqual(bound.exact.calls)
      expect(used.rows).toBeLessThanOrEqual(bound.exact.rows)
      expect(bound.exact.calls).toBeLessThanOrEqual(bound.static.calls)
      expect(bound.exact.rows).toBeLessThanOrEqual(bound.static.rows)
    })

    it('costs the same time after time', async () => {
      const { query, calls } = pages.overview
      // A hundred; fewer where a server in Java stands in for MongoDB.
      const times = variant === 'brainstorm' || variant === 'cortex' ? 5 : 100
      const counts = new Set<number>()
      for (let time = 0; time < times; time++) {
        const answer = await brain.ask(query)
        expect(answer.errors).toBeUndefined()
        counts.add(brain.calls().length)
      }
      expect([...counts]).toHaveLength(1)
      expect(Math.max(...counts)).toBeLessThanOrEqual(calls)
    })
  })
})

interface Cost {
  readonly calls: number
  readonly rows: number
}

interface Told {
  readonly bound: { readonly static: Cost; readonly exact: Cost }
  readonly used: Cost
}
