import { describe, expect, it } from 'vitest'
import { accept } from '../../src/fields/accept.ts'
import {
  bool,
  date,
  datetime,
  int,
  list,
  object,
  ref,
  refsList,
  string,
} from '../../src/fields/index.ts'
import { say, write } from './say.ts'

describe('required', () => {
  it('accepts 0 and false, and rejects null, absence, empty text and empty lists', () => {
    const fields = {
      a: int({ required: true }),
      b: bool({ required: true }),
      c: string({ required: true }),
      d: list(int(), { required: true }),
      e: string({ required: true }),
      f: object({}, { required: true }),
    }
    const { issues } = accept(fields, { a: 0, b: false, c: '', d: [], e: null }, 'create')
    expect(issues.map((issue) => [issue.path, issue.code])).toEqual([
      [['c'], 'required'],
      [['d'], 'required'],
      [['e'], 'required'],
      [['f'], 'required'],
    ])
  })

  it('says only once what is wrong with a value of the wrong type', () => {
    expect(write(string({ required: true, min: 3 }), 5)).toEqual(['it: 5 is not text'])
  })

  it('lets null pass every other option', () => {
    const never = (): string => 'never'
    const fields = {
      a: int({ min: 5, oneOf: [7], check: never }),
      b: string({ pattern: /x/, min: 1, check: never }),
      c: list(int(), { min: 2, unique: true, check: never }),
      d: date({ min: '2000-01-01' }),
    }
    const nothing = { a: null, b: null, c: null, d: null }
    expect(accept(fields, nothing, 'create')).toEqual({ values: nothing, issues: [] })
    expect(accept(fields, {}, 'create')).toEqual({ values: {}, issues: [] })
    expect(say(accept(fields, { a: 0 }, 'create').issues)).toEqual([
      'a: 0 is below the minimum 5',
      'a: 0 is not one of 7',
      'a: never',
    ])
  })
})

describe('issues', () => {
  it('are all there at once, with whole paths', () => {
    const fields = {
      title: string({ required: true }),
      loan: object({ user: ref('users'), days: int({ min: 1, required: true }) }),
      parts: list(object({ name: string({ required: true }), sizes: list(int({ max: 9 })) })),
    }
    const input = {
      titel: 'x',
      loan: { days: 0, day: 1 },
      parts: [{ name: 'a', sizes: [1, 10] }, 'b', { sizes: ['c'] }],
    }
    const { values, issues } = accept(fields, input, 'create')
    expect(values).toEqual({})
    expect(issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).sort()).toEqual([
      'loan.day unknown',
      'loan.days min',
      'parts.0.sizes.1 max',
      'parts.1 type',
      'parts.2.name required',
      'parts.2.sizes.0 type',
      'titel unknown',
      'title required',
    ])
    expect(issues.find((issue) => issue.path[0] === 'titel')?.message).toBe(
      'no field is called "titel". Did you mean "title"?',
    )
  })

  it('leave out only the fields that they are about', () => {
    expect(accept({ a: int(), b: int() }, { a: 1, b: 'x' }, 'create').values).toEqual({ a: 1 })
  })

  it('come for anything that is no object', () => {
    for (const input of [null, undefined, 'x', 3, [], new Date(0)]) {
      expect(say(accept({}, input, 'create').issues)).toEqual([
        expect.stringContaining('is not an object'),
      ])
    }
  })

  it('are not more than a thousand, however much is wrong', () => {
    const { issues } = accept({ it: list(int()) }, { it: Array(50_000).fill('x') }, 'create')
    expect(issues).toHaveLength(1_000)
  })

  it('do not take inherited names for fields or values', () => {
    expect(say(accept({ a: int() }, { constructor: 1 }, 'create').issues)).toHaveLength(1)
    expect(accept({ toString: string() }, {}, 'create')).toEqual({ values: {}, issues: [] })
  })
})

describe('a default', () => {
  it('fills what a create leaves out, and nothing else', () => {
    let made = 0
    const fields = {
      a: int({ default: 3 }),
      b: int({ default: () => ++made }),
      c: int({ default: 4 }),
    }
    expect(accept(fields, { c: null }, 'create').values).toEqual({ a: 3, b: 1, c: null })
    expect(accept(fields, {}, 'update').values).toEqual({})
    expect(made).toBe(1)
  })

  it('satisfies required, is checked, and is not transformed', () => {
    const upper = string({
      required: true,
      default: 'abc',
      transform: (text) => text.toUpperCase(),
    })
    expect(accept({ upper }, {}, 'create')).toEqual({ values: { upper: 'abc' }, issues: [] })
    expect(say(accept({ a: int({ default: 3, min: 5 }) }, {}, 'create').issues)).toEqual([
      'a: 3 is below the minimum 5',
    ])
    expect(accept({ at: datetime({ default: () => new Date(0) }) }, {}, 'create').values).toEqual({
      at: new Date(0),
    })
  })
})

describe('a transform', () => {
  const upper = string({ transform: (text) => text.toUpperCase() })

  it('applies in a field, in a list, and in a list inside an object', () => {
    const fields = { a: upper, b: list(upper), c: object({ d: list(upper) }) }
    expect(accept(fields, { a: 'x', b: ['y'], c: { d: ['z'] } }, 'create').values).toEqual({
      a: 'X',
      b: ['Y'],
      c: { d: ['Z'] },
    })
  })

  it('runs once, on the decoded value, before it is checked', () => {
    let runs = 0
    const field = int({ max: 10, transform: (n) => (runs++, n * 2) })
    expect(write(field, 5)).toBe(10)
    expect(write(field, 6)).toEqual(['it: 12 is above the maximum 10'])
    expect(runs).toBe(2)
    expect(write(string({ required: true, transform: (text) => text.trim() }), '  ')).toEqual([
      'it: is required and may not be empty',
    ])
  })

  it('cannot make a value of another type', () => {
    expect(write(int({ transform: (n) => n / 2 }), 5)).toEqual([
      expect.stringContaining('2.5 is not an integer'),
    ])
  })

  it('of a list runs behind those of its elements', () => {
    const sorted = list(upper, { transform: (all) => [...all].sort() })
    expect(write(sorted, ['b', 'A'])).toEqual(['A', 'B'])
  })
})

describe('a check', () => {
  it('answers true, or what is wrong', () => {
    expect(write(int({ check: (n) => n % 2 === 0 || 'must be even' }), 3)).toEqual([
      'it: must be even',
    ])
    expect(write(int({ check: (n) => n % 2 === 0 || 'must be even' }), 4)).toBe(4)
  })

  it('that forgets to answer refuses', () => {
    const field = int({ check: (() => undefined) as unknown as () => true })
    expect(write(field, 3)).toEqual(['it: was refused by its check'])
  })

  it('of an object sees all of it, links as text', () => {
    const field = object(
      { a: int(), b: int(), to: ref('x') },
      {
        check: (it) => (it.a ?? 0) > (it.b ?? 0) || `${it.a} is not above ${it.b}, ${typeof it.to}`,
      },
    )
    expect(write(field, { a: 4, b: 5, to: 7 })).toEqual(['it: 4 is not above 5, string'])
    const stored = { it: { a: 10, b: 5 } }
    expect(say(accept({ it: field }, { it: { b: 22 } }, 'update', stored).issues)).toEqual([
      'it: 10 is not above 22, object',
    ])
    expect(accept({ it: field }, { it: { b: 2 } }, 'update', stored)).toEqual({
      values: { it: { b: 2 } },
      issues: [],
    })
  })
})

describe('a field that exists only if', () => {
  const flag = (item: { flag: boolean | null }): boolean => item.flag === true
  const fields = {
    flag: bool({ default: false }),
    d: int({ when: flag, required: true }),
    sub: object({ e: int({ required: true }) }, { when: flag, required: true }),
    f: int({ when: flag, default: 22 }),
  }

  it('is neither required nor filled while it does not exist', () => {
    expect(accept(fields, { flag: false }, 'create')).toEqual({
      values: { flag: false },
      issues: [],
    })
    expect(accept(fields, {}, 'create')).toEqual({ values: { flag: false }, issues: [] })
  })

  it('cannot be given while it does not exist', () => {
    const { issues } = accept(fields, { flag: false, d: 22, sub: null }, 'create')
    expect(issues.map((issue) => [issue.path, issue.code])).toEqual([[['d'], 'when']])
  })

  it('is required, filled and taken once it exists', () => {
    expect(accept(fields, { flag: true }, 'create').issues.map((issue) => issue.path)).toEqual([
      ['d'],
      ['sub'],
    ])
    expect(accept(fields, { flag: true, d: 1, sub: { e: 2 } }, 'create').values).toEqual({
      flag: true,
      d: 1,
      sub: { e: 2 },
      f: 22,
    })
  })

  it('looks at the stored item on an update', () => {
    expect(accept(fields, { d: 5 }, 'update', { flag: true }).issues).toEqual([])
    expect(accept(fields, { d: 5 }, 'update', { flag: false }).issues).toHaveLength(1)
    expect(accept(fields, { d: 5, flag: true }, 'update', { flag: false }).issues).toEqual([])
    expect(accept(fields, { d: 5 }, 'update').issues).toEqual([])
  })

  it('sees the item as code does: links as text, missing as null, lists as empty where they say so', () => {
    let item: unknown
    const all = {
      to: ref('x'),
      many: refsList('x'),
      none: list(int()),
      empty: list(int(), { absent: [] }),
      at: datetime(),
      inner: object({ link: ref('x'), gone: int() }),
      it: int({ when: (seen) => ((item = seen), true) }),
    }
    accept(all, { to: 7, inner: { link: 8 }, at: '2020-01-01' }, 'create')
    expect(item).toEqual({
      to: '7',
      many: [],
      none: null,
      empty: [],
      at: new Date('2020-01-01'),
      inner: { link: '8', gone: null },
      it: null,
    })
  })
})

describe('an update', () => {
  const fields = {
    a: int({ required: true }),
    b: int(),
    c: object({ d: int({ required: true }), e: int() }),
  }

  it('keeps what is absent and clears what is null, unless it is required', () => {
    expect(accept(fields, { b: null }, 'update')).toEqual({ values: { b: null }, issues: [] })
    expect(say(accept(fields, { a: null }, 'update').issues)).toEqual(['a: is required'])
  })

  it('changes the members of an object that it names', () => {
    expect(accept(fields, { c: { e: 3 } }, 'update', { a: 1, c: { d: 1, e: 2 } })).toEqual({
      values: { c: { e: 3 } },
      issues: [],
    })
    expect(say(accept(fields, { c: { d: null } }, 'update').issues)).toEqual(['c.d: is required'])
  })

  it('creates an object that was null, with all that it requires', () => {
    expect(say(accept(fields, { c: { e: 3 } }, 'update', { a: 1, c: null }).issues)).toEqual([
      'c.d: is required',
    ])
  })

  it('replaces lists whole, their elements are never partial', () => {
    const parts = { parts: list(object({ d: int({ required: true }), e: int({ default: 9 }) })) }
    expect(
      say(accept(parts, { parts: [{ e: 1 }] }, 'update', { parts: [{ d: 1 }] }).issues),
    ).toEqual(['parts.0.d: is required'])
    expect(accept(parts, { parts: [{ d: 1 }] }, 'update').values).toEqual({
      parts: [{ d: 1, e: 9 }],
    })
  })
})
