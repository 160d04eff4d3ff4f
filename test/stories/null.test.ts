import { describe, expect, it } from 'vitest'
import { collection, int, list, object, string } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

const notes = collection('Note', {
  store: 'library',
  fields: {
    text: string({ matches: true }),
    size: int(),
    tags: list(string()),
    marks: list(string(), { absent: [] }),
    box: object({ lid: string(), size: int() }),
    parts: list(object({ name: string(), size: int() })),
    secret: string({ filter: false }),
    writer: ref('writers', { reverse: 'notes' }),
    land: ref('lands', { by: 'code' }),
    near: refsList('notes'),
  },
})

const writers = collection('Writer', {
  store: 'library',
  fields: {
    name: string(),
    notes: refsList('notes', { reverse: 'writer' }),
    desk: ref('desks', { reverse: 'writer' }),
  },
})

const desks = collection('Desk', {
  store: 'library',
  fields: { wood: string(), writer: ref('writers', { reverse: 'desk', owns: true }) },
})

const lands = collection('Land', {
  store: 'library',
  fields: { code: string({ unique: true, required: true }), name: string() },
})

const story: Story = {
  modules: {
    notes: { default: notes },
    writers: { default: writers },
    desks: { default: desks },
    lands: { default: lands },
  },
  rows: {
    notes: [
      {
        id: 1,
        text: 'Emma',
        size: 5,
        tags: ['a', 'b'],
        box: { lid: 'red', size: 1 },
        parts: [{ name: 'x', size: 1 }, { name: 'y' }],
        writer: 1,
        land: 'FR',
        near: [2, 9],
      },
      {
        id: 2,
        text: null,
        size: null,
        tags: null,
        marks: null,
        box: null,
        parts: null,
        writer: null,
        land: null,
        near: null,
      },
      { id: 3 },
      {
        id: 4,
        text: 'ΣΑΣ straße',
        size: 0,
        tags: [],
        marks: [],
        box: {},
        parts: [],
        writer: 9,
        land: 'ZZ',
        near: [],
      },
      {
        id: 5,
        text: '',
        size: -1,
        tags: ['b'],
        marks: ['m'],
        box: { lid: null },
        parts: [{ name: null }],
        writer: 2,
        land: 'IT',
        near: [1, 3],
      },
    ],
    writers: [
      { id: 1, name: 'Ada' },
      { id: 2, name: null },
      { id: 3, name: 'Cy' },
    ],
    desks: [
      { id: 1, wood: 'oak', writer: 1 },
      { id: 2, wood: null, writer: 3 },
    ],
    lands: [
      { id: 1, code: 'FR', name: 'France' },
      { id: 2, code: 'IT', name: null },
    ],
  },
}

type Api = Parameters<typeof dataOf>[0]
const fit = async (api: Api, where: string, of = 'notes') =>
  (await dataOf(api, `{ it: ${of}(where: ${where}) { nodes { id } } }`)).it.nodes
    .map(({ id }: { id: string }) => id)
    .join(' ')

/** `where` and the ids of the notes that fit. */
const cases: Readonly<Record<string, readonly (readonly [where: string, ids: string])[]>> = {
  'is met by null and missing alike, but for exists': [
    ['{ text: { eq: null } }', '2 3'],
    ['{ text: { isNull: true } }', '2 3'],
    ['{ text: { isNull: false } }', '1 4 5'],
    ['{ text: { exists: true } }', '1 2 4 5'],
    ['{ text: { exists: false } }', '3'],
    ['{ box: { lid: { exists: true } } }', '1 5'],
    ['{ box: { lid: { isNull: true } } }', '2 3 4 5'],
    ['{ box: { isNull: true } }', '2 3'],
    ['{ box: { exists: false } }', '3'],
    ['{ text: { in: [null, "Emma"] } }', '1 2 3'],
    ['{ text: { in: [] } }', ''],
    ['{ text: { nin: [] } }', '1 2 3 4 5'],
    ['{ text: { nin: [null] } }', '1 4 5'],
  ],
  'never meets comparison, text and list operators': [
    ['{ size: { lt: 100 } }', '1 4 5'],
    ['{ size: { lte: 0 } }', '4 5'],
    ['{ size: { gt: -100 } }', '1 4 5'],
    ['{ size: { gte: 0 } }', '1 4'],
    ['{ size: { between: [-1, 5] } }', '1 4 5'],
    ['{ size: { between: [5, -1] } }', ''],
    ['{ text: { contains: "" } }', '1 4 5'],
    ['{ text: { startsWith: "" } }', '1 4 5'],
    ['{ text: { endsWith: "a" } }', '1'],
    ['{ text: { matches: "" } }', '1 4 5'],
    ['{ text: { matches: "^[EΣ]" } }', '1 4'],
    ['{ tags: { has: "b" } }', '1 5'],
    ['{ tags: { hasAny: ["a", "z"] } }', '1'],
    ['{ tags: { hasAny: [] } }', ''],
    ['{ tags: { size: 0 } }', '4'],
  ],
  'meets ne, nin and not, which are complements': [
    ['{ text: { ne: "Emma" } }', '2 3 4 5'],
    ['{ text: { ne: null } }', '1 4 5'],
    ['{ text: { nin: ["Emma"] } }', '2 3 4 5'],
    ['{ not: { size: { gte: 0 } } }', '2 3 5'],
    ['{ not: { size: { between: [0, 9] } } }', '2 3 5'],
    ['{ not: { text: { contains: "m" } } }', '2 3 4 5'],
    ['{ not: { size: { lt: 0 }, text: { eq: "" } } }', '1 2 3 4'],
    ['{ not: { tags: { has: "b" } } }', '2 3 4'],
    ['{ not: {} }', ''],
  ],
  'is a list that was never there; an empty one is another matter': [
    ['{ tags: { isNull: true } }', '2 3'],
    ['{ tags: { hasAll: [] } }', '1 4 5'],
    ['{ tags: { hasAll: ["a", "b"] } }', '1'],
    ['{ marks: { size: 0 } }', '1 3 4'],
    ['{ marks: { isNull: true } }', '2'],
    ['{ parts: { some: {} } }', '1 5'],
    ['{ parts: { every: { size: { gt: 100 } } } }', '4'],
    ['{ parts: { none: { size: { eq: 1 } } } }', '4 5'],
    ['{ parts: { some: { size: { isNull: true }, name: { eq: "y" } } } }', '1'],
    ['{ parts: { isNull: true } }', '2 3'],
    ['{ parts: { size: 2 } }', '1'],
    ['{ near: { every: { size: { lt: 0 } } } }', '2 3 4'],
    ['{ near: { none: {} } }', '2 3 4'],
    ['{ near: { some: { text: { isNull: true } } } }', '1 5'],
    ['{ nearIds: { isNull: true } }', '2 3'],
    ['{ nearIds: { size: 2 } }', '1 5'],
  ],
  'as a stored key is asked apart from the item it leads to': [
    ['{ writer: { isNull: true } }', '2 3'],
    ['{ writer: { isNull: false } }', '1 4 5'],
    ['{ writerId: { isNull: true } }', '2 3'],
    ['{ writerId: { exists: true } }', '1 2 4 5'],
    ['{ writerId: { eq: "9" } }', '4'],
    ['{ writer: { id: { eq: "9" } } }', '4'],
    ['{ writer: { id: { ne: "9" } } }', '1 2 3 5'],
    ['{ writer: {} }', '1 2 3 4 5'],
    ['{ writer: { name: { eq: null } } }', '5'],
    ['{ writer: { name: { ne: "Ada" } } }', '5'],
    ['{ writer: { not: { name: { eq: "Ada" } } } }', '5'],
    ['{ not: { writer: { name: { eq: "Ada" } } } }', '2 3 4 5'],
    ['{ writer: { id: { eq: "9" }, name: { ne: "x" } } }', ''],
    ['{ land: { code: { eq: "ZZ" } } }', '4'],
    ['{ landCode: { in: ["ZZ", "FR"] } }', '1 4'],
    ['{ land: { isNull: true } }', '2 3'],
    ['{ land: { name: { isNull: true } } }', '5'],
    ['{ land: { id: { gt: "0" } } }', '1 5'],
  ],
  'takes no part in joining conditions': [
    ['{ size: { gte: -1, lte: 0 } }', '4 5'],
    ['{ and: [{ text: { in: ["Emma", ""] } }, { text: { in: ["", "x"] } }] }', '5'],
    ['{ or: [{ size: { eq: 5 } }, { size: { isNull: true } }] }', '1 2 3'],
    ['{ or: [] }', ''],
    ['{ and: [] }', '1 2 3 4 5'],
    ['{ or: [{}] }', '1 2 3 4 5'],
    ['{}', '1 2 3 4 5'],
  ],
  'has no case; texts are folded as RegExp iu folds them': [
    ['{ text: { eq: "eMMA", ignoreCase: true } }', '1'],
    ['{ text: { contains: "MM", ignoreCase: true } }', '1'],
    ['{ text: { startsWith: "σας", ignoreCase: true } }', '4'],
    ['{ text: { endsWith: "STRASSE", ignoreCase: true } }', ''],
    ['{ text: { endsWith: "STRAẞE", ignoreCase: true } }', '4'],
    ['{ text: { in: ["EMMA", null], ignoreCase: true } }', '1 2 3'],
    ['{ text: { ne: "EMMA", ignoreCase: true } }', '2 3 4 5'],
    ['{ text: { matches: "^emma$", ignoreCase: true } }', '1'],
    ['{ text: { contains: "(" } }', ''],
    ['{ text: { contains: "." } }', ''],
  ],
}

describe.each(placements)('Null in %s', (placement) => {
  const api = atPlacement(placement, story)

  it.each(Object.entries(cases))('%s', async (_, pairs) => {
    for (const [where, ids] of pairs)
      expect({ where, ids: await fit(api, where) }).toEqual({ where, ids })
  })

  it('is no operand of an order, a text or a list', async () => {
    for (const where of [
      '{ size: { lt: null } }',
      '{ size: { gte: null } }',
      '{ size: { between: null } }',
      '{ size: { between: [1] } }',
      '{ size: { between: [1, 2, 3] } }',
      '{ size: { in: null } }',
      '{ text: { contains: null } }',
      '{ text: { matches: null } }',
      '{ text: { isNull: null } }',
      '{ text: { exists: null } }',
      '{ tags: { has: null } }',
      '{ tags: { hasAll: null } }',
      '{ tags: { size: null } }',
      '{ writer: { isNull: null } }',
    ]) {
      const codes = await codesOf(api, `{ notes(where: ${where}) { totalCount } }`)
      expect({ where, codes }).toEqual({
        where,
        codes: [expect.stringMatching(/^BAD_USER_INPUT$/)],
      })
      expect(api.calls()).toEqual([])
    }
  })

  it('reads as null, missing lists too, unless absent says otherwise; a refsList is always a connection', async () => {
    const all = await dataOf(
      api,
      '{ notes { nodes { id tags marks box { lid } parts { name } nearIds near { totalCount } writer { id } } } }',
    )
    expect(all.notes.nodes.slice(1, 4)).toEqual([
      {
        id: '2',
        tags: null,
        marks: null,
        box: null,
        parts: null,
        nearIds: null,
        near: { totalCount: 0 },
        writer: null,
      },
      {
        id: '3',
        tags: null,
        marks: [],
        box: null,
        parts: null,
        nearIds: null,
        near: { totalCount: 0 },
        writer: null,
      },
      {
        id: '4',
        tags: [],
        marks: [],
        box: { lid: null },
        parts: [],
        nearIds: [],
        near: { totalCount: 0 },
        writer: null,
      },
    ])
  })

  it('of a derived one-to-one link comes last, and is asked through isNull', async () => {
    const order = async (direction: string) =>
      (
        await dataOf(api, `{ writers(sort: [{ desk: { wood: ${direction} } }]) { nodes { id } } }`)
      ).writers.nodes
        .map(({ id }: { id: string }) => id)
        .join(' ')
    expect(await order('ASC')).toBe('3 1 2')
    expect(await order('DESC')).toBe('1 3 2')
    expect(await fit(api, '{ desk: { isNull: true } }', 'writers')).toBe('2')
    expect(await fit(api, '{ desk: { isNull: false } }', 'writers')).toBe('1 3')
    expect(await fit(api, '{ desk: { wood: { ne: "oak" } } }', 'writers')).toBe('3')
    expect(await fit(api, '{ desk: { id: { eq: "1" } } }', 'writers')).toBe('1')
    expect(await fit(api, '{ desk: {} }', 'writers')).toBe('1 2 3')
  })

  it('does not let patterns that are none, or that would take for ever, through', async () => {
    expect(
      await codesOf(api, '{ notes(where: { text: { matches: "a(" } }) { totalCount } }'),
    ).toEqual(['BAD_USER_INPUT'])
    const start = performance.now()
    expect(await fit(api, '{ text: { matches: "(a+)+$|^(E|m|.)*!$" } }')).toBe('1')
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  it('is asked of no field that says filter: false', async () => {
    for (const query of [
      '{ notes(where: { secret: { eq: "x" } }) { totalCount } }',
      '{ notes(sort: [{ secret: ASC }]) { totalCount } }',
      '{ notesGroups(by: [{ secret: true }]) { count } }',
      '{ desks(where: { wood: { matches: "x" } }) { totalCount } }',
    ])
      expect((await api.ask(query)).errors?.[0]?.message).toMatch(/not defined/)
    expect(await dataOf(api, '{ note(id: 1) { secret } }')).toEqual({ note: { secret: null } })
  })
})
