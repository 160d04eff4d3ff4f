import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import { comparable } from '../support/compared.ts'
import type { Bench } from '../support/engine.ts'
import { libraryModel } from '../support/library-model.ts'
import { modules } from '../support/library.ts'
import { rows } from '../support/library-rows.ts'
import { everyPair } from '../support/mixes.ts'
import { openStory, reachable, type Placement, type Places } from '../support/placements.ts'
import { drawing, randomList, randomOperation, type Draw } from '../support/random-operation.ts'
import { readOn } from '../support/reading-on.ts'

/** More operations with REFRACT_RUNS=10, others with REFRACT_SEED=2. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const RUNS = Math.ceil(300 * TIMES)
const FIRST = 100_000 * Number(process.env['REFRACT_SEED'] ?? 1)
/** At how many other placements each operation is asked; over the runs, at all. */
const EACH = 3

/** No operation over these rows meets a limit in one store and not in another. */
const limits = { calls: 100_000, rows: 10_000_000, scannedPages: 10_000 }

const places: readonly (Placement | Places)[] = [
  ...reachable.filter((placement) => placement !== 'memory'),
  ...everyPair(libraryModel, reachable, drawing(7)),
]
let reference: Bench
let others: readonly Bench[]

beforeAll(async () => {
  const story = { modules, rows, limits }
  reference = await openStory('memory', story)
  others = await Promise.all(places.map((place) => openStory(place, story)))
})
afterAll(() => Promise.all([reference, ...others].map((one) => one.close())))

/** Asks in memory and elsewhere, and compares the whole answers. */
async function alike(query: string, turn: number) {
  const expected = await reference.ask(query)
  for (let next = 0; next < EACH; next++) {
    const index = (turn * EACH + next) % others.length
    const answered = await others[index]?.ask(query)
    const at = JSON.stringify({ query, places: places[index] }, null, 2)
    expect(answered && comparable(answered), at).toEqual(comparable(expected))
  }
  return expected
}

describe('a library', () => {
  it(
    `answers ${RUNS} random operations alike wherever its collections lie`,
    async () => {
      const schema = compileSchema(reference.model)
      for (let run = 0; run < RUNS; run++)
        await alike(randomOperation(schema, drawing(FIRST + run)), run)
    },
    240_000 * TIMES,
  )

  it(
    `is read on alike from ${RUNS / 4} cursors`,
    async () => {
      const schema = compileSchema(reference.model)
      let turn = 0
      let pages = 0
      for (let run = 0; pages < RUNS / 4; run++) {
        const draw: Draw = drawing(FIRST + 50_000 + run)
        pages += await readOn(randomList(schema, draw), draw, (query) => alike(query, turn++))
      }
    },
    240_000 * TIMES,
  )
})
