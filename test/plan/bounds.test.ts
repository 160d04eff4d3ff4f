import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import { bench, type Bench } from '../support/engine.ts'
import { libraryConfig, modules } from '../support/library.ts'
import { drawing, randomOperation } from '../support/random-operation.ts'

let library: Bench

beforeAll(async () => {
  library = await bench(modules, libraryConfig)
})
afterAll(() => library.close())

const RUNS = Number(process.env['RUNS'] ?? 3_000)

describe('bounds', () => {
  it(`hold for ${RUNS} random operations: used ≤ exact ≤ static`, async () => {
    const schema = compileSchema(library.model)
    let answered = 0
    for (let seed = 1; seed <= RUNS; seed++) {
      const query = randomOperation(schema, drawing(seed))
      const { errors, extensions } = await library.ask(query)
      const codes = (errors ?? []).map((error) => error.extensions?.['code'])
      const known = [
        'BAD_USER_INPUT',
        'LIMIT_EXCEEDED',
        'UNSUPPORTED_FILTER',
        'GRAPHQL_VALIDATION_FAILED',
      ]
      expect({
        query,
        codes: codes.filter((code) => !known.includes(code as string)),
        errors,
      }).toMatchObject({ codes: [] })
      const plan = extensions?.['plan'] as Account | undefined
      if (!plan) continue
      answered += 1
      const { bound, used } = plan
      expect({
        query,
        used,
        exact: bound.exact,
        ok: used.calls <= bound.exact.calls && used.rows <= bound.exact.rows,
      }).toMatchObject({ ok: true })
      expect({
        query,
        bound,
        ok: bound.exact.calls <= bound.static.calls && bound.exact.rows <= bound.static.rows,
      }).toMatchObject({ ok: true })
      expect(used.calls).toBe(library.calls().length)
    }
    expect(answered).toBeGreaterThan(RUNS / 2)
  })
})

interface Account {
  readonly bound: Readonly<Record<'static' | 'exact', { calls: number; rows: number }>>
  readonly used: { calls: number; rows: number }
}
