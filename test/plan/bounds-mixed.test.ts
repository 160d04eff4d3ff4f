import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import { libraryModel } from '../support/library-model.ts'
import { modules } from '../support/library.ts'
import { rows } from '../support/library-rows.ts'
import { everyPair } from '../support/mixes.ts'
import { openStory, reachable, type OpenStory } from '../support/placements.ts'
import { drawing, randomOperation } from '../support/random-operation.ts'

/** 10,000 operations with REFRACT_RUNS=20. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const RUNS = Math.ceil(500 * TIMES)

/** So wide that what may cost much is run and measured as well. */
const limits = { calls: 100_000, rows: 10_000_000 }

const places = everyPair(libraryModel, reachable, drawing(11))
let libraries: readonly OpenStory[]

beforeAll(async () => {
  libraries = await Promise.all(places.map((place) => openStory(place, { modules, rows, limits })))
})
afterAll(() => Promise.all(libraries.map((one) => one.close())))

interface Figures {
  readonly calls: number
  readonly rows: number
}

interface Account {
  readonly bound: Readonly<Record<'static' | 'exact', Figures>>
  readonly used: Figures & { readonly pages: number; readonly joined: number }
}

/** Everything that an operation may be told; a store that fails would be a mistake of the test. */
const answers = [
  'BAD_USER_INPUT',
  'LIMIT_EXCEEDED',
  'UNSUPPORTED_FILTER',
  'GRAPHQL_VALIDATION_FAILED',
]

describe('bounds over mixed stores', () => {
  it(
    `hold for ${RUNS} random operations: used ≤ exact ≤ static`,
    async () => {
      const schemas = libraries.map(({ model }) => compileSchema(model))
      let answered = 0
      for (let seed = 1; seed <= RUNS; seed++) {
        const index = seed % libraries.length
        const [library, schema] = [libraries[index], schemas[index]]
        if (!library || !schema) throw new Error('a library')
        const query = randomOperation(schema, drawing(500_000 + seed))
        const before = library.requests()
        const { errors, extensions } = await library.ask(query)
        const requests = library.requests() - before
        const codes = (errors ?? []).map((error) => String(error.extensions?.['code']))
        const plan = extensions?.['plan'] as Account | undefined
        const at = JSON.stringify(
          { query, places: places[index], ...plan, requests, errors },
          null,
          2,
        )
        expect(
          codes.filter((code) => !answers.includes(code)),
          at,
        ).toEqual([])
        if (!plan) continue
        answered += 1
        const { bound, used } = plan
        for (const figure of ['calls', 'rows'] as const) {
          expect(used[figure], at).toBeLessThanOrEqual(bound.exact[figure])
          expect(bound.exact[figure], at).toBeLessThanOrEqual(bound.static[figure])
        }
        // what is counted is what went over the wire
        expect(requests, at).toBeLessThanOrEqual(used.calls + used.pages)
      }
      expect(answered).toBeGreaterThan(RUNS / 2)
    },
    240_000 * TIMES,
  )
})
