import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, config, list, memory, object, string } from 'refract'
import { ref as anyRef } from '../../src/fields/ref.ts'
import { compileSchema } from '../../src/compile/schema.ts'
import { bench, type Bench } from '../support/engine.ts'
import { libraryConfig, modules } from '../support/library.ts'
import { drawing, randomOperation } from '../support/random-operation.ts'

let library: Bench

beforeAll(async () => {
  library = await bench(modules, libraryConfig)
})
afterAll(() => library.close())

/** 20,000 operations with REFRACT_RUNS=10. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const RUNS = Math.ceil(2_000 * TIMES)

describe('bounds', () => {
  it(
    `hold for ${RUNS} random operations: used ≤ exact ≤ static`,
    async () => {
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
    },
    240_000 * TIMES,
  )
})

describe('a sort through a link by another key', () => {
  it('asks the far items of all parents at once', async () => {
    const query =
      '{ countries { nodes { authors(sort: [{ country: { population: ASC } }]) { nodes { id } } } } }'
    const { errors, extensions } = await library.ask(query)
    expect(errors).toBeUndefined()
    expect(library.calls()).toHaveLength(3)
    expect(((extensions ?? {})['plan'] as Account).bound.exact.calls).toBe(3)
  })
})

describe('links in a list of objects', () => {
  it('are counted by its max, and refused rather than loaded past it', async () => {
    const people = collection('Person', { store: 'library', fields: { name: string() } })
    const teams = collection('Team', {
      store: 'library',
      fields: { members: list(object({ person: anyRef('people') }), { max: 2 }) },
    })
    const person = (number: number) => ({ person: number })
    const rows = {
      people: [1, 2, 3].map((id) => ({ id, name: `P${id}` })),
      teams: [
        { id: 1, members: [person(1), person(2)] },
        { id: 2, members: [person(1), person(2), person(3)] },
      ],
    }
    const teamsOf = { people: { default: people }, teams: { default: teams } }
    const stores = { library: memory({ rows }) }
    const api = await bench(teamsOf, config({ stores, can: { read: true } }))
    const query = (id: number) => `{ team(id: ${id}) { id members { person { name } } } }`
    const fits = await api.ask(query(1))
    expect(fits.errors).toBeUndefined()
    expect(((fits.extensions ?? {})['plan'] as Account).bound.exact).toMatchObject({
      calls: 2,
      rows: 3,
    })
    const { data, errors } = await api.ask(query(2))
    expect(data.team).toEqual({
      id: '2',
      members: [null, null, null].map((none) => ({ person: none })),
    })
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'rows', max: 2 } },
    })
    expect(api.calls()).toHaveLength(1)
    await api.close()
  })
})

interface Account {
  readonly bound: Readonly<Record<'static' | 'exact', { calls: number; rows: number }>>
  readonly used: { calls: number; rows: number }
}
