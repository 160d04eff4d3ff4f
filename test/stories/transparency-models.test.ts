import { describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import { randomMix } from '../support/mixes.ts'
import { comparable } from '../support/compared.ts'
import { openStory, reachable, type Placement, type Places } from '../support/placements.ts'
import { readOn } from '../support/reading-on.ts'
import { randomStory, users } from '../support/random-model.ts'
import { drawing, pick, randomList, randomOperation } from '../support/random-operation.ts'

/** More of everything with REFRACT_RUNS=10; from another seed with REFRACT_SEED. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const FIRST = Number(process.env['REFRACT_SEED'] ?? 1)
const MODELS = Math.ceil(12 * TIMES)
const OPERATIONS = 25
const LISTS = 4

describe('random models', () => {
  const seeds = Array.from({ length: MODELS }, (_, index) => FIRST + index)

  it.each(seeds)('answer alike wherever their collections lie: seed %i', async (seed) => {
    const draw = drawing(seed)
    const story = randomStory(draw)
    const reference = await openStory('memory', story)
    const places: (Placement | Places)[] = [
      pick(reachable, draw),
      randomMix(reference.model, reachable, draw),
      randomMix(reference.model, reachable, draw),
    ]
    const others = await Promise.all(places.map((place) => openStory(place, story)))
    const schema = compileSchema(reference.model)
    const alike = async (query: string) => {
      const user = pick(users, draw)
      const expected = await reference.ask(query, {}, user ?? undefined)
      for (const [index, other] of others.entries()) {
        const answered = await other.ask(query, {}, user ?? undefined)
        const at = JSON.stringify({ seed, query, user, places: places[index] }, null, 2)
        expect(comparable(answered), at).toEqual(comparable(expected))
      }
      return expected
    }
    try {
      for (let run = 0; run < OPERATIONS; run++) await alike(randomOperation(schema, draw))
      for (let run = 0; run < LISTS; run++) await readOn(randomList(schema, draw), draw, alike)
    } finally {
      await Promise.all([reference, ...others].map((one) => one.close()))
    }
  })
})
