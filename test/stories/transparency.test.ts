import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import type { Bench } from '../support/engine.ts'
import { modules } from '../support/library.ts'
import { rows } from '../support/library-rows.ts'
import { openStory, type Placement } from '../support/placements.ts'
import { drawing, randomOperation } from '../support/random-operation.ts'

/** Random operations; more with RUNS=10000. */
const RUNS = Number(process.env['RUNS'] ?? 800)

let reference: Bench
let files: Bench
let folders: Bench

beforeAll(async () => {
  const open = (placement: Placement) => openStory(placement, { modules, rows })
  ;[reference, files, folders] = await Promise.all([
    open('memory'),
    open('yaml files'),
    open('yaml folders'),
  ])
})
afterAll(() => Promise.all([reference, files, folders].map((one) => one.close())))

describe('a library', () => {
  it(`answers ${RUNS} random operations alike from memory and from YAML`, async () => {
    const schema = compileSchema(reference.model)
    for (let seed = 100_001; seed <= 100_000 + RUNS; seed++) {
      const query = randomOperation(schema, drawing(seed))
      const expected = answerOf(await reference.ask(query))
      expect({ query, ...answerOf(await files.ask(query)) }).toEqual({ query, ...expected })
      expect({ query, ...answerOf(await folders.ask(query)) }).toEqual({ query, ...expected })
    }
  })
})

function answerOf({ data, errors }: Awaited<ReturnType<Bench['ask']>>) {
  return { data, errors }
}
