import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  bigint,
  bool,
  bytes,
  datetime,
  decimal,
  field,
  int,
  json,
  list,
  object,
  oneOf,
  ref,
  refsList,
  string,
  tuple,
} from '../../src/fields/index.ts'
import type { StoredValue, ValueOf } from '../../src/fields/index.ts'

/** The field itself under the type of its value: only the type is looked at. */
function valueOf<T>(declared: T): StoredValue<T> {
  return declared as unknown as StoredValue<T>
}

describe('the type of a field', () => {
  it('is null too unless it is required', () => {
    expectTypeOf(valueOf(string())).toEqualTypeOf<string | null>()
    expectTypeOf(valueOf(string({ max: 3 }))).toEqualTypeOf<string | null>()
    expectTypeOf(valueOf(string({ required: true }))).toEqualTypeOf<string>()
    expectTypeOf(valueOf(string({ required: false }))).toEqualTypeOf<string | null>()
    expectTypeOf(
      valueOf(int({ required: true, default: 3, check: (n) => n > 2 || 'no' })),
    ).toEqualTypeOf<number>()
  })

  it('is the decoded value', () => {
    expectTypeOf(valueOf(bigint())).toEqualTypeOf<bigint | null>()
    expectTypeOf(valueOf(decimal())).toEqualTypeOf<string | null>()
    expectTypeOf(valueOf(datetime({ required: true }))).toEqualTypeOf<Date>()
    expectTypeOf(valueOf(bytes())).toEqualTypeOf<Uint8Array | null>()
    expectTypeOf(valueOf(json())).toEqualTypeOf<unknown>()
    expectTypeOf(valueOf(oneOf(['a', 'b'], { required: true }))).toEqualTypeOf<'a' | 'b'>()
    expectTypeOf(valueOf(oneOf({ XL2: '2xl', XL: 'xl' }))).toEqualTypeOf<'2xl' | 'xl' | null>()
    expectTypeOf(valueOf(ref('a'))).toEqualTypeOf<string | null>()
    expectTypeOf(valueOf(refsList('a'))).toEqualTypeOf<readonly string[]>()
    expectTypeOf(
      valueOf(field({ name: 'x', parse: Number })({ required: true })),
    ).toEqualTypeOf<number>()
  })

  it('goes into lists, objects and tuples', () => {
    expectTypeOf(valueOf(list(string()))).toEqualTypeOf<readonly string[] | null>()
    expectTypeOf(valueOf(list(string(), { absent: [] }))).toEqualTypeOf<readonly string[]>()
    expectTypeOf(valueOf(list(string(), { required: true, unique: true }))).toEqualTypeOf<
      readonly string[]
    >()
    expectTypeOf(valueOf(object({ a: ref('x', { required: true }), b: bool() }))).toEqualTypeOf<{
      readonly a: string
      readonly b: boolean | null
    } | null>()
    expectTypeOf(valueOf(list(object({ a: int() }), { required: true }))).toEqualTypeOf<
      readonly { readonly a: number | null }[]
    >()
    expectTypeOf(
      valueOf(tuple([int({ required: true }), string()], { required: true })),
    ).toEqualTypeOf<readonly [number, string | null]>()
  })

  it('remembers targets, reverses and members', () => {
    const link = ref('authors', { reverse: 'books' })
    expectTypeOf(link.to).toEqualTypeOf<'authors'>()
    expectTypeOf(link.reverse).toEqualTypeOf<'books'>()
    const named = oneOf(['a', 'b'])
    expectTypeOf<ValueOf<typeof named>>().toEqualTypeOf<'a' | 'b' | null>()
    expect(link.to).toBe('authors')
  })

  it('refuses misspelt options and values of another type', () => {
    // @ts-expect-error: a misspelt option
    string({ requird: true })
    // @ts-expect-error: a bound of another type
    int({ min: '3' })
    // @ts-expect-error: a default of another type
    int({ default: 'x' })
    // @ts-expect-error: not one of the values
    oneOf(['a', 'b'], { default: 'c' })
    expect(list(string(), { default: ['a'], check: (all) => all.length > 0 || 'none' }).kind).toBe(
      'list',
    )
  })
})
