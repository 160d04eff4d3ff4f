import { buildSchema, executeSync, parse, validate } from 'graphql'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import { printSdl } from '../../src/compile/print.ts'
import type { Bench } from '../support/engine.ts'
import { story } from '../support/kinds.ts'
import { openStory } from '../support/placements.ts'

type Stored = Readonly<Record<string, unknown>>

const rows = (collection: string) => (story.rows[collection] ?? []) as readonly Stored[]
const kinds: readonly unknown[] = ['Movie', 'Series']

/** The library as plain objects for graphql-js, which completes them by the types of the printed schema. */
function find(collection: 'titles' | 'people' | 'studios', id: unknown): object | null {
  const row = rows(collection).find((one) => one['id'] === id)
  return row ? objects[collection](row) : null
}

function all(collection: 'titles' | 'people' | 'studios', that: (row: Stored) => boolean) {
  return () => ({ nodes: rows(collection).filter(that).map(objects[collection]) })
}

const listed = (value: unknown) => (Array.isArray(value) ? value : []) as readonly unknown[]

const objects = {
  titles: (row: Stored): object => ({
    ...row,
    __typename: kinds.includes(row['type']) ? row['type'] : 'TitleOther',
    rating: row['rating'] ?? null,
    sequel: () => find('titles', row['sequel']),
    studio: () => find('studios', row['studio']),
    director: () => find('people', row['director']),
    creators: () => ({
      nodes: listed(row['creators']).flatMap((id) => find('people', id) ?? []),
    }),
    episodes: Array.isArray(row['episodes'])
      ? row['episodes'].map((one: Stored) => ({
          ...one,
          guest: () => find('people', one['guest'] ?? null),
        }))
      : null,
    cut: row['cut']
      ? { ...row['cut'], editor: () => find('people', (row['cut'] as Stored)['editor']) }
      : null,
  }),
  people: (row: Stored): object => ({
    ...row,
    directed: all('titles', (title) => title['director'] === row['id']),
    favourite: () => find('titles', row['favourite']),
  }),
  studios: (row: Stored): object => ({
    ...row,
    titles: all('titles', (title) => title['studio'] === row['id']),
  }),
}

/** What may be selected of a type: leaves, and fields with what they lead to. */
const leaves = {
  Title: ['id', 'name', 'year', '__typename'],
  Movie: ['runtime', 'rating', 'name', '__typename'],
  Series: ['seasons', 'rating', 'year'],
  TitleOther: ['year', '__typename'],
  Person: ['name', 'id'],
} as const

const deeper = {
  Title: ['sequel Title', 'studio Studio'],
  Movie: ['director Person', 'cut Cut', 'sequel Title'],
  Series: ['creators People', 'episodes Episode', 'studio Studio'],
  TitleOther: ['sequel Title'],
  Person: ['favourite Title', 'directed Titles'],
} as const

type Named = keyof typeof leaves

/** A selection set, `depth` levels of items deep, with fragments on the interface and on the types behind it. */
function selections(type: Named, depth: number): fc.Arbitrary<string> {
  const leaf = fc.constantFrom(...leaves[type])
  const link = fc.constantFrom(...deeper[type]).chain((text) => linked(text, depth - 1))
  const titles = type === 'Person' ? [] : (['Title', 'Movie', 'Series', 'TitleOther'] as const)
  const fragment = fc
    .constantFrom(...(titles.length > 0 ? titles : (['Person'] as const)))
    .chain((on) => selections(on, depth - 1).map((set) => `... on ${on} ${set}`))
  const one = depth > 0 ? fc.oneof(leaf, link, fragment) : leaf
  return fc.array(one, { minLength: 1, maxLength: 4 }).map((parts) => `{ ${parts.join(' ')} }`)
}

function linked(text: string, depth: number): fc.Arbitrary<string> {
  const [name = '', to = ''] = text.split(' ')
  switch (to) {
    case 'Studio':
      return selections('Title', depth).map((set) => `${name} { name titles { nodes ${set} } }`)
    case 'People':
      return selections('Person', depth).map((set) => `${name} { nodes ${set} }`)
    case 'Titles':
      return selections('Title', depth).map((set) => `${name} { nodes ${set} }`)
    case 'Cut':
      return selections('Person', depth).map((set) => `${name} { minutes editor ${set} }`)
    case 'Episode':
      return selections('Person', depth).map((set) => `${name} { name guest ${set} }`)
    default:
      return selections(to === 'Person' ? 'Person' : 'Title', depth).map((set) => `${name} ${set}`)
  }
}

describe('fragments on items of several kinds', () => {
  let api: Bench
  beforeAll(async () => {
    api = await openStory('memory', story)
  })
  afterAll(() => api.close())

  it('answer as graphql-js completes the same items, member by member in order', async () => {
    const schema = buildSchema(printSdl(compileSchema(api.model)))
    const rootValue = { titles: all('titles', () => true), people: all('people', () => true) }
    const root = fc.oneof(
      selections('Title', 4).map((set) => `{ titles { nodes ${set} } }`),
      selections('Person', 4).map((set) => `{ people { nodes ${set} } }`),
    )
    let compared = 0
    await fc.assert(
      fc.asyncProperty(root, async (query) => {
        const document = parse(query)
        fc.pre(validate(schema, document).length === 0)
        const expected = executeSync({ schema, document, rootValue })
        const { data, errors } = await api.ask(query)
        fc.pre(errors?.[0]?.extensions?.['code'] !== 'LIMIT_EXCEEDED')
        expect(JSON.stringify({ errors, data })).toBe(JSON.stringify(expected))
        compared++
      }),
      { numRuns: 400 },
    )
    expect(compared).toBeGreaterThan(300)
  })
})
