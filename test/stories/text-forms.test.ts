import { describe, expect, it } from 'vitest'
import {
  bigint,
  bool,
  bytes,
  collection,
  date,
  datetime,
  decimal,
  duration,
  email,
  float,
  int,
  ip,
  json,
  list,
  string,
  time,
  tuple,
  url,
  uuid,
} from 'refract'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

const forms = collection('Form', {
  store: 'library',
  fields: {
    at: datetime(),
    day: date(),
    time: time(),
    span: duration(),
    price: decimal(),
    count: bigint(),
    number: int(),
    ratio: float(),
    flag: bool(),
    text: string(),
    mail: email(),
    link: url(),
    host: ip(),
    key: uuid(),
    blob: bytes(),
    any: json(),
    pair: tuple([string(), int()]),
    prices: list(decimal()),
    moments: list(datetime()),
  },
})

const story: Story = {
  modules: { forms: { default: forms } },
  rows: {
    forms: [
      {
        id: 1,
        at: '2026-01-02T03:04:05.678Z',
        day: '2024-02-29',
        time: '08:05:00',
        span: 'P1DT2H',
        price: '0.10',
        count: 9007199254740993n,
        number: 0,
        ratio: 0.1,
        flag: false,
        text: '',
        mail: 'ada@example.org',
        link: 'https://example.org/a?b=c',
        host: '2001:db8::1',
        key: '0f8fad5b-d9cb-469f-a165-70867728950e',
        blob: 'aGVsbG8=',
        any: { a: [1, null, { b: 'x' }], '': '𝒳' },
        pair: ['a, b', 1],
        prices: ['1.10', '1.1', '01'],
        moments: ['2026-01-02T03:04:05Z'],
      },
      {
        id: 2,
        at: '2026-01-02T05:04:05+02:00',
        day: '1969-12-31',
        time: '00:00:00',
        price: '100000000000000000000',
        text: 'a\u{1F600}, "b"\n\\',
        any: 0,
        count: -5,
        ratio: -0.5,
        number: -1,
        prices: [],
      },
      {
        id: 3,
        at: '2026-01-02T03:04:05.6Z',
        price: '0.1',
        any: null,
        ratio: 1e21,
        number: 2147483647,
      },
      { id: 4, price: '9.8', text: 'é' },
      { id: 5, price: '10.00', text: 'e\u0301' },
      { id: 6, price: '-0.0', any: false },
    ],
  },
}

type Api = Parameters<typeof dataOf>[0]
const ids = async (api: Api, args: string) =>
  (await dataOf(api, `{ forms(${args}) { nodes { id } } }`)).forms.nodes
    .map(({ id }: { id: string }) => id)
    .join(' ')

describe.each(placements)('Text forms in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('of every type read back as they were stored', async () => {
    const query =
      '{ form(id: 1) { at day time span price count number ratio flag text mail link host key blob any pair prices moments } }'
    expect((await dataOf(api, query)).form).toEqual({
      at: '2026-01-02T03:04:05.678Z',
      day: '2024-02-29',
      time: '08:05:00',
      span: 'P1DT2H',
      price: '0.10',
      count: '9007199254740993',
      number: 0,
      ratio: 0.1,
      flag: false,
      text: '',
      mail: 'ada@example.org',
      link: 'https://example.org/a?b=c',
      host: '2001:db8::1',
      key: '0f8fad5b-d9cb-469f-a165-70867728950e',
      blob: 'aGVsbG8=',
      any: { a: [1, null, { b: 'x' }], '': '𝒳' },
      pair: ['a, b', 1],
      prices: ['1.10', '1.1', expect.anything()],
      moments: ['2026-01-02T03:04:05.000Z'],
    })
  })

  it('of moments are UTC with milliseconds, always', async () => {
    const { forms: got } = await dataOf(api, '{ forms(first: 3) { nodes { at } } }')
    expect(got.nodes.map(({ at }: { at: string }) => at)).toEqual([
      '2026-01-02T03:04:05.678Z',
      '2026-01-02T03:04:05.000Z',
      '2026-01-02T03:04:05.600Z',
    ])
    expect(await ids(api, 'where: { at: { eq: "2026-01-02T05:04:05.600+02:00" } }')).toBe('3')
    expect(
      await ids(
        api,
        'where: { at: { between: ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.6Z"] } }',
      ),
    ).toBe('2 3')
    expect(await ids(api, 'where: { at: { year: 2026, month: 1, day: 2 } }')).toBe('1 2 3')
    expect(await ids(api, 'where: { day: { year: 1969 } }')).toBe('2')
    expect(await ids(api, 'sort: [{ at: DESC }], first: 3')).toBe('1 3 2')
  })

  it('of decimals keep their digits, never an exponent, and compare by value', async () => {
    const { forms: got } = await dataOf(api, '{ forms { nodes { price } } }')
    expect(got.nodes.map(({ price }: { price: string }) => price)).toEqual([
      '0.10',
      '100000000000000000000',
      '0.1',
      '9.8',
      '10.00',
      expect.stringMatching(/^-?0\.0$/),
    ])
    expect(await ids(api, 'where: { price: { eq: "0.1" } }')).toBe('1 3')
    expect(await ids(api, 'where: { price: { in: ["0.100", "10"] } }')).toBe('1 3 5')
    expect(await ids(api, 'where: { price: { lt: "9.80" } }')).toBe('1 3 6')
    expect(await ids(api, 'where: { price: { eq: "0" } }')).toBe('6')
    expect(await ids(api, 'sort: [{ price: ASC }]')).toBe('6 1 3 4 5 2')
    expect(await ids(api, 'where: { prices: { has: "1.100" } }')).toBe('1')
  })

  it('of bigints are exact', async () => {
    expect(await ids(api, 'where: { count: { eq: "9007199254740993" } }')).toBe('1')
    expect(await ids(api, 'where: { count: { eq: "9007199254740992" } }')).toBe('')
    expect(await ids(api, 'where: { count: { lt: "0" } }')).toBe('2')
  })

  it('of texts are as they are, composed or not', async () => {
    expect((await dataOf(api, '{ form(id: 2) { text } }')).form.text).toBe('a\u{1F600}, "b"\n\\')
    expect(await ids(api, 'where: { text: { eq: "é" } }')).toBe('4')
    expect(await ids(api, 'where: { text: { contains: "\u{1F600}, \\"b\\"\\n" } }')).toBe('2')
    expect(await ids(api, 'where: { text: { eq: "" } }')).toBe('1')
  })

  it('of sizes and parts of dates are numbers', async () => {
    expect(await ids(api, 'where: { prices: { size: 3 } }')).toBe('1')
    expect(await ids(api, 'where: { day: { month: 2, day: 29 } }')).toBe('1')
    expect(
      (await api.ask('{ forms(where: { prices: { size: "3" } }) { totalCount } }')).errors,
    ).toHaveLength(1)
  })

  it('of values in the wrong form are refused, all of them at once, saying where', async () => {
    const where = {
      at: { eq: 'soon' },
      price: { lt: '1e3x' },
      day: { gt: '2021-02-30' },
      key: { eq: 'x' },
    }
    const { errors } = await api.ask(
      'query($where: FormWhere) { forms(where: $where) { totalCount } }',
      { where },
    )
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(
      errors?.map(() => 'BAD_USER_INPUT'),
    )
    const issues = errors?.flatMap(({ extensions }) =>
      ((extensions ?? {})['issues'] as { path: string[] }[]).map(({ path }) => path.join('.')),
    )
    expect(issues?.toSorted()).toEqual([
      'where.at.eq',
      'where.day.gt',
      'where.key.eq',
      'where.price.lt',
    ])
    expect(await codesOf(api, '{ forms(first: 5000000000) { totalCount } }')).toHaveLength(1)
  })
})
