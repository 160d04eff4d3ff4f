import { describe, expect, it } from 'vitest'
import { accept } from '../../src/fields/accept.ts'
import {
  bigint,
  bool,
  bytes,
  date,
  datetime,
  decimal,
  float,
  int,
  json,
  list,
  object,
  ref,
  string,
  tuple,
} from '../../src/fields/index.ts'
import { say, write } from './say.ts'

const intRange = 'an integer between -2147483648 and 2147483647'

describe('list', () => {
  it('names each element that does not fit, and the others too', () => {
    expect(write(list(int()), [12.3])).toEqual([`it.0: 12.3 is not ${intRange}`])
    expect(write(list(int({ max: 50 })), [11, 'x', 99, null])).toEqual([
      `it.1: "x" is not ${intRange}`,
      `it.3: null is not ${intRange}`,
      'it.2: 99 is above the maximum 50',
    ])
    expect(write(list(int()), 'x')).toEqual(['it: "x" is not a list'])
  })

  it('is unique by value, not by text', () => {
    expect(write(list(string(), { unique: true }), ['Ford', 'BMW', 'Ford'])).toEqual([
      'it: holds "Ford" more than once',
    ])
    expect(write(list(decimal(), { unique: true }), ['1.5', '1.50'])).toEqual([
      'it: holds "1.50" more than once',
    ])
    expect(
      write(list(datetime(), { unique: true }), [
        '2020-01-01T00:00:00Z',
        '2020-01-01T01:00:00+01:00',
      ]),
    ).toHaveLength(1)
    expect(write(list(string(), { unique: true }), ['a', 'A'])).toEqual(['a', 'A'])
  })

  it('keeps its size, and null is no size', () => {
    const field = list(string(), { min: 2, max: 3 })
    expect(write(field, ['a'])).toEqual(['it: has 1 element, at least 2 are needed'])
    expect(write(field, ['a', 'b', 'c', 'd'])).toEqual([
      'it: has 4 elements, at most 3 are allowed',
    ])
    expect(write(field, null)).toBeNull()
    expect(write(list(string()), [])).toEqual([])
  })

  it('does not fit as a whole where one stored element does not', () => {
    const { decode } = list(int()).type
    expect(decode([1, 2])).toEqual([1, 2])
    expect(decode([])).toEqual([])
    for (const stored of [[1, 'x'], [1, null], 'x', { 0: 1 }, 7])
      expect(decode(stored)).toBeUndefined()
  })

  it('tells elements apart whatever characters they hold', () => {
    const { identity } = list(string()).type
    const lists = [['a', 'b'], ['a,b'], ['ab'], ['a', '', 'b'], [], [''], ['s1:a'], ['a, b']]
    expect(new Set(lists.map(identity)).size).toBe(lists.length)
    expect(list(json()).type.identity([1])).not.toBe(list(json()).type.identity(['1']))
  })

  it('is asked for its elements, and lists of objects only for their size', () => {
    expect(list(string()).type.operators).toEqual([
      'exists',
      'isNull',
      'has',
      'hasAll',
      'hasAny',
      'size',
    ])
    expect(list(object({ a: int() })).type.operators).toEqual(['exists', 'isNull', 'size'])
    expect(list(bigint()).type.element).toBe(bigint().type)
  })

  it('sorts by elements, then by length', () => {
    expect([[2], [1, 5], [1], [1, 10]].sort(list(int()).type.compare)).toEqual([
      [1],
      [1, 5],
      [1, 10],
      [2],
    ])
  })
})

describe('tuple', () => {
  const field = tuple([bool(), int({ max: 30 })])

  it('names the position that is wrong', () => {
    expect(write(field, [true, 32])).toEqual(['it.1: 32 is above the maximum 30'])
    expect(write(field, [1, 'x'])).toEqual([
      `it.0: 1 is not true or false`,
      `it.1: "x" is not ${intRange}`,
    ])
    expect(write(field, [true, 3])).toEqual([true, 3])
  })

  it('has exactly its length', () => {
    for (const wrong of [[true], [true, 1, 2], [], true]) {
      expect(write(field, wrong)).toEqual([expect.stringContaining('is not a list of exactly 2')])
      expect(field.type.decode(wrong)).toBeUndefined()
    }
  })

  it('lets a position be null unless it is required', () => {
    expect(write(field, [null, 3])).toEqual([null, 3])
    expect(field.type.decode([null, 3])).toEqual([null, 3])
    expect(write(tuple([float({ required: true })]), [null])).toEqual(['it.0: is required'])
  })

  it('converts each position both ways', () => {
    const { decode, encode } = tuple([datetime(), decimal()]).type
    const stored = ['2020-01-02T03:04:05.678Z', '0.10']
    expect(encode(decode(stored))).toEqual(stored)
    expect(decode(['2020-01-02', 'x'])).toBeUndefined()
  })
})

describe('object', () => {
  const { type } = object({ user: ref('users'), until: datetime(), days: int() })

  it('keeps the other members when one does not fit', () => {
    expect(type.decode({ user: 7, until: 'soon', days: 3, more: true })).toEqual({
      user: 7,
      until: null,
      days: 3,
    })
  })

  it('keeps missing members missing, and null null', () => {
    expect(type.decode({ days: null })).toEqual({ days: null })
    expect(type.encode({ days: null })).toEqual({ days: null })
  })

  it.each([
    ['a list', []],
    ['text', 'x'],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array()],
    ['a map', new Map()],
  ])('does not fit %s', (_, stored) => {
    expect(type.decode(stored)).toBeUndefined()
    expect(() => type.parse(stored)).toThrow('is not an object')
  })

  it('takes objects without a prototype, as GraphQL makes them', () => {
    expect(type.parse(Object.assign(Object.create(null) as object, { days: 1 }))).toEqual({
      days: 1,
    })
  })

  it('says where a member is wrong', () => {
    expect(() => type.parse({ day: 1 })).toThrow('no field is called "day". Did you mean "days"?')
    expect(() => list(object({ a: list(int()) })).type.parse([{ a: [1, 'x'] }])).toThrow(
      expect.objectContaining({ path: [0, 'a', 1] }) as Error,
    )
  })

  it('is nobody else through a member called __proto__', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": true}, "days": 1}')
    const { values, issues } = accept({ it: object({ days: int() }) }, { it: hostile }, 'create')
    expect(say(issues)).toEqual(['it.__proto__: no field is called "__proto__". Known: days.'])
    expect(values).toEqual({})
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('json', () => {
  it('turns what stores hold into plain JSON', () => {
    const stored = {
      when: new Date('2020-01-02T03:04:05.678Z'),
      big: 2n ** 60n,
      small: 5n,
      bytes: new Uint8Array([104, 105]),
      nan: Number.NaN,
      gone: undefined,
      map: new Map([['a', 1]]),
      list: [undefined, null, 1],
    }
    expect(json().type.decode(stored)).toEqual({
      when: '2020-01-02T03:04:05.678Z',
      big: '1152921504606846976',
      small: 5,
      bytes: 'aGk=',
      nan: null,
      map: { a: 1 },
      list: [null, null, 1],
    })
  })

  it('is equal whatever the order of members', () => {
    const { identity, compare } = json().type
    const [a, b] = [
      { x: 1, y: [{ p: 1, q: 2 }] },
      { y: [{ q: 2, p: 1 }], x: 1 },
    ]
    expect(identity(a)).toBe(identity(b))
    expect(compare(a, b)).toBe(0)
    expect(identity([1, 2])).not.toBe(identity([2, 1]))
    expect(identity(1)).not.toBe(identity('1'))
  })

  it('keeps a member called __proto__ as a member', () => {
    const value = json().type.parse(JSON.parse('{"__proto__": {"a": 1}}')) as object
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":1}}')
  })

  it('refuses functions, cycles and what nests without end', () => {
    const cycle: { me?: unknown } = {}
    cycle.me = cycle
    expect(write(json(), { f: () => 1 })).toEqual(['it.f: a function is not JSON'])
    expect(write(json(), cycle)).toEqual(['it: nests deeper than 100 levels'])
    expect(json().type.decode(Symbol('x'))).toBeUndefined()
  })
})

describe('bytes', () => {
  it('are base64 outside and a Uint8Array inside', () => {
    expect(write(bytes(), 'aGVsbG8=')).toEqual(new TextEncoder().encode('hello'))
    expect(bytes().type.encode(new TextEncoder().encode('hello'))).toBe('aGVsbG8=')
    expect(bytes().type.decode(Buffer.from('hello'))).toEqual(Buffer.from('hello'))
    expect(write(bytes(), '')).toEqual(new Uint8Array())
  })

  it.each(['%%%', 'aGVsbG8', 'aGVsbG9=', 'aGVs bG8=', 'aGVsbG8=\n', '-_-_', [104]])(
    'refuse %j',
    (value) => {
      expect(write(bytes(), value)).toEqual([expect.stringContaining('is not base64 text')])
      expect(bytes().type.decode(value)).toBeUndefined()
    },
  )

  it('are bounded by their number', () => {
    expect(write(bytes({ max: 4 }), 'aGVsbG8=')).toEqual(['it: has 5 bytes, at most 4 are allowed'])
  })
})

describe('a stored value', () => {
  it('is never an exception, whatever it is', () => {
    const fields = [
      bigint(),
      bool(),
      bytes(),
      date(),
      datetime(),
      decimal(),
      float(),
      int(),
      json(),
      list(int()),
      object({}),
      ref('x'),
      string(),
      tuple([int()]),
    ]
    const odd = [
      '',
      'x',
      0,
      -1,
      1.5,
      Number.NaN,
      true,
      9n,
      [],
      [[]],
      {},
      new Date(Number.NaN),
      Symbol('s'),
      () => 1,
      new Map(),
      /x/,
    ]
    for (const { type } of fields)
      for (const stored of odd) expect(() => type.decode(stored)).not.toThrow()
  })
})
