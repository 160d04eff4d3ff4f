import { describe, expect, it } from 'vitest'
import {
  bool,
  collection,
  date,
  datetime,
  decimal,
  float,
  int,
  list,
  object,
  string,
  time,
} from 'refract'
import { atPlacement, dataOf, placements, type Story } from '../support/placements.ts'

/*
 * Values that stores like to bend, read from every store as they were written:
 *
 * 58  times before ten and at midnight, milliseconds, decimals, empty lists and texts, false, 0, emoji
 * 59  an optional number with a bound: 0 and null are listed, whatever the bounds say of new ones
 */

const samples = collection('Sample', {
  store: 'library',
  fields: {
    morning: time(),
    at: datetime(),
    day: date(),
    price: decimal(),
    amount: float(),
    count: int({ min: 5 }),
    tags: list(string()),
    text: string(),
    flag: bool(),
    inner: object({ deep: object({ text: string(), none: string() }) }),
  },
})

const story: Story = {
  modules: { samples: { default: samples } },
  rows: {
    samples: [
      {
        id: 'full',
        morning: '08:05:00',
        at: '2020-01-02T03:04:05.678Z',
        day: '2020-02-29',
        price: '0.10',
        amount: 1e20,
        count: 5,
        tags: ['a, b', '', ', '],
        text: 'pizza 🍕 & “quotes” \\ \n\t#: -',
        flag: false,
        inner: { deep: { text: '', none: null } },
      },
      {
        id: 'zero',
        morning: '00:00:00',
        at: '1969-12-31T23:59:59.999Z',
        price: '100000000000000000000',
        amount: 0,
        count: 0,
        tags: [],
        text: '',
        flag: true,
        inner: {},
      },
      { id: 'none', morning: null, price: null, count: null, tags: null, text: null, inner: null },
    ],
  },
}

const fields = `id morning at day price amount count tags text flag inner { deep { text none } }`

describe.each(placements)('values in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('read as they were written', async () => {
    const { samplesByIds } = await dataOf(
      api,
      `{ samplesByIds(ids: ["full", "zero", "none"]) { ${fields} } }`,
    )
    expect(samplesByIds).toEqual([
      story.rows['samples']?.[0],
      {
        ...story.rows['samples']?.[1],
        day: null,
        inner: { deep: null },
      },
      { ...story.rows['samples']?.[2], at: null, day: null, amount: null, flag: null },
    ])
  })

  it.each([
    ['text: { eq: "" }', ['zero']],
    ['text: { isNull: true }', ['none']],
    ['tags: { has: "a, b" }', ['full']],
    ['tags: { size: 0 }', ['zero']],
    ['tags: { isNull: true }', ['none']],
    ['morning: { lt: "09:00:00" }', ['full', 'zero']],
    ['morning: { eq: "00:00:00" }', ['zero']],
    ['at: { lt: "1970-01-01T00:00:00Z" }', ['zero']],
    ['price: { eq: "0.1" }', ['full']],
    ['price: { gt: "99999999999999999999.9" }', ['zero']],
    ['flag: { eq: false }', ['full']],
    ['flag: { exists: false }', ['none']],
    ['count: { lt: 5 }', ['zero']],
    ['inner: { deep: { text: { eq: "" } } }', ['full']],
    ['text: { contains: "🍕" }', ['full']],
  ])('are found: %s', async (where, ids) => {
    const { samples: found } = await dataOf(
      api,
      `{ samples(where: { ${where} }) { nodes { id } } }`,
    )
    expect(found.nodes.map(({ id }: { id: string }) => id)).toEqual(ids)
  })

  it('outside the bounds of new ones are listed all the same', async () => {
    const { samples: found } = await dataOf(
      api,
      '{ samples(sort: [{ count: ASC }]) { nodes { id count } } }',
    )
    expect(found.nodes).toEqual([
      { id: 'none', count: null },
      { id: 'zero', count: 0 },
      { id: 'full', count: 5 },
    ])
  })
})
