import { graphql, GraphQLObjectType, GraphQLSchema, parse, printSchema, validate } from 'graphql'
import type { GraphQLScalarType } from 'graphql'
import {
  GraphQLDuration,
  GraphQLEmailAddress,
  GraphQLIP,
  GraphQLLocalDate,
  GraphQLLocalTime,
  GraphQLURL,
  GraphQLUUID,
} from 'graphql-scalars'
import { describe, expect, it } from 'vitest'
import {
  bigint,
  bytes,
  date,
  datetime,
  decimal,
  duration,
  email,
  ip,
  json,
  time,
  url,
  uuid,
} from '../../src/fields/index.ts'

const types = {
  bigint: bigint().type,
  bytes: bytes().type,
  date: date().type,
  datetime: datetime().type,
  decimal: decimal().type,
  duration: duration().type,
  email: email().type,
  ip: ip().type,
  json: json().type,
  time: time().type,
  url: url().type,
  uuid: uuid().type,
}
const scalars = Object.values(types).map((type) => type.scalar as GraphQLScalarType)

/** What the resolver was given, for each field; it answers the same value. */
const received: Record<string, unknown> = {}
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: Object.fromEntries(
      Object.entries(types).map(([name, { scalar }]) => [
        name,
        {
          type: scalar as GraphQLScalarType,
          args: { it: { type: scalar as GraphQLScalarType } },
          resolve: (_: unknown, { it: value }: { it?: unknown }) => (received[name] = value),
        },
      ]),
    ),
  }),
})

/** Sends a literal, answers what came back. */
async function send(field: string, literal: string): Promise<unknown> {
  const { data, errors } = await graphql({ schema, source: `{ ${field}(it: ${literal}) }` })
  return errors ? errors.map((error) => error.message) : (data?.[field] as unknown)
}

describe('a scalar', () => {
  it('says which standard it follows', () => {
    for (const { name, specifiedByURL } of scalars)
      expect([name, specifiedByURL]).toEqual([name, expect.stringMatching(/^https:/)])
    expect(printSchema(schema)).toContain(
      'scalar DateTime @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6")',
    )
  })

  it('has a name of its own and a description', () => {
    expect(scalars.map((scalar) => scalar.name).sort()).toEqual([
      'BigInt',
      'Bytes',
      'Date',
      'DateTime',
      'Decimal',
      'Duration',
      'EmailAddress',
      'IP',
      'JSON',
      'Time',
      'URL',
      'UUID',
    ])
    for (const { description } of scalars) expect(description).toMatch(/\.$/)
  })

  it.each([
    ['bigint', '"9007199254740993"', 9007199254740993n, '9007199254740993'],
    ['bigint', '9007199254740993', 9007199254740993n, '9007199254740993'],
    ['bigint', '5', 5n, '5'],
    ['decimal', '"0.10"', '0.10', '0.10'],
    ['decimal', '1.20', '1.20', '1.20'],
    ['decimal', '1e20', '100000000000000000000', '100000000000000000000'],
    [
      'decimal',
      '123456789012345678901234567890.1234',
      '123456789012345678901234567890.1234',
      '123456789012345678901234567890.1234',
    ],
    [
      'datetime',
      '"2026-01-02T05:04:05.6+02:00"',
      new Date('2026-01-02T03:04:05.600Z'),
      '2026-01-02T03:04:05.600Z',
    ],
    [
      'datetime',
      '"2026-01-02T03:04:05Z"',
      new Date('2026-01-02T03:04:05Z'),
      '2026-01-02T03:04:05.000Z',
    ],
    ['date', '"2026-01-31"', '2026-01-31', '2026-01-31'],
    ['time', '"08:05"', '08:05:00', '08:05:00'],
    ['duration', '"P1DT2H"', 'P1DT2H', 'P1DT2H'],
    [
      'uuid',
      '"123E4567-E89B-42D3-A456-426614174000"',
      '123e4567-e89b-42d3-a456-426614174000',
      '123e4567-e89b-42d3-a456-426614174000',
    ],
    ['bytes', '"aGVsbG8="', new TextEncoder().encode('hello'), 'aGVsbG8='],
    [
      'json',
      '{a: [1, 2.5, null, true, "x", ENUM], b: 9007199254740993}',
      { a: [1, 2.5, null, true, 'x', 'ENUM'], b: '9007199254740993' },
      { a: [1, 2.5, null, true, 'x', 'ENUM'], b: '9007199254740993' },
    ],
  ])(
    'hands %s(it: %s) over decoded, and prints it again',
    async (field, literal, decoded, printed) => {
      expect(await send(field, literal)).toEqual(printed)
      expect(received[field]).toEqual(decoded)
    },
  )

  it('reads variables like literals', async () => {
    const ask = (type: string, field: string, value: unknown): Promise<unknown> =>
      Promise.resolve(
        graphql({
          schema,
          source: `query ($v: ${type}) { ${field}(it: $v) }`,
          variableValues: { v: value },
        }),
      )
    expect(await ask('BigInt', 'bigint', 5)).toMatchObject({ data: { bigint: '5' } })
    expect(await ask('DateTime', 'datetime', '2026-01-02')).toMatchObject({
      data: { datetime: '2026-01-02T00:00:00.000Z' },
    })
    expect(await ask('JSON', 'json', { a: [1] })).toMatchObject({ data: { json: { a: [1] } } })
    const source = 'query ($v: BigInt, $gone: BigInt) { json(it: {a: [$v], gone: $gone}) }'
    expect(await graphql({ schema, source, variableValues: { v: 3 } })).toMatchObject({
      data: { json: { a: [3] } },
    })
  })

  it('refuses in words, as bad input, where it stands in the document', () => {
    const [error] = validate(schema, parse('{ datetime(it: "dd") }'))
    expect(error?.message).toContain('"dd" is not a date and time like 2026-01-02T03:04:05.678Z')
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(error?.locations).toEqual([{ line: 1, column: 16 }])
    expect(validate(schema, parse('{ date(it: 20260131) }'))[0]?.message).toBe(
      '20260131 is not Date; write it as text',
    )
    expect(validate(schema, parse('{ bigint(it: 1.5) }'))[0]?.message).toContain(
      '"1.5" is not an integer',
    )
    expect(validate(schema, parse('{ bigint(it: true) }'))[0]?.message).toContain(
      'true is not BigInt',
    )
    expect(validate(schema, parse('{ uuid(it: {a: 1}) }'))).toHaveLength(1)
  })

  it('prints sums that are wider than what may be written', () => {
    expect(types.bigint.scalar?.serialize('99999999999999999999999999999999999999')).toBe(
      '99999999999999999999999999999999999999',
    )
    expect(types.decimal.scalar?.serialize(1e21)).toBe('1000000000000000000000')
  })

  it('never fails on what a store holds inside JSON', () => {
    expect(
      types.json.scalar?.serialize({ big: 2n ** 60n, at: new Date(0), raw: Buffer.from('hi') }),
    ).toEqual({
      big: '1152921504606846976',
      at: '1970-01-01T00:00:00.000Z',
      raw: 'aGk=',
    })
  })
})

describe('a namesake in graphql-scalars', () => {
  it.each([
    [date().type, GraphQLLocalDate, ['2026-01-31', '2000-02-29']],
    [time().type, GraphQLLocalTime, ['08:05:00', '23:59:59.500']],
    [duration().type, GraphQLDuration, ['P1Y2M3DT4H5M6.7S', 'P2W', '-P1D']],
    [email().type, GraphQLEmailAddress, ['ada@example.com', "o'neil+x@sub.example.org"]],
    [url().type, GraphQLURL, ['https://example.com/a?b=c#d']],
    [uuid().type, GraphQLUUID, ['123e4567-e89b-42d3-a456-426614174000']],
    [ip().type, GraphQLIP, ['192.0.2.1', '2001:db8::1']],
  ])('reads what %o prints', (ours, theirs, texts) => {
    for (const text of texts) {
      const printed = ours.scalar?.serialize(ours.parse(text))
      expect(printed).toBe(text)
      expect(String(theirs.parseValue(printed))).toBe(text)
    }
  })

  it.each([
    [date().type, GraphQLLocalDate, ['2026-02-30', '2026-1-1', 'x', 5]],
    [time().type, GraphQLLocalTime, ['24:00:00', '8:05', 'x', 5]],
    [duration().type, GraphQLDuration, ['P', 'PT', '1D', 5]],
    [email().type, GraphQLEmailAddress, ['ada', 'ada@', 5]],
    [uuid().type, GraphQLUUID, ['x', 5]],
    [ip().type, GraphQLIP, ['999.1.1.1', 'x', 5]],
  ])('refuses what %o refuses', (ours, theirs, values) => {
    for (const value of values) {
      expect(() => ours.scalar?.parseValue(value)).toThrow()
      expect(() => theirs.parseValue(value)).toThrow()
    }
  })
})
