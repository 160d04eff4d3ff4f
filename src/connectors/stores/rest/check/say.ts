import { nearest } from '../../../../fields/nearest.ts'
import { suggest } from '../../../../model/suggest.ts'

/** Something wrong with an option: where, dotted, and how to mend it. */
export interface OptionMistake {
  readonly at: string
  readonly message: string
}

export type Options = Readonly<Record<string, unknown>>
/** What is wrong with the value of one option. */
export type Check = (value: unknown, at: string) => readonly OptionMistake[]

/** A check by a test. */
export function takes(fits: (value: unknown) => boolean, expected: string): Check {
  return (value, at) =>
    fits(value) ? [] : [{ at, message: `takes ${expected}, not ${shown(value)}` }]
}

export const text: Check = takes((value) => typeof value === 'string' && value !== '', 'text')

export function count(least: number): Check {
  return takes(
    (value) => Number.isSafeInteger(value) && Number(value) >= least,
    `a whole number of at least ${least}`,
  )
}

export function oneOf(...words: readonly string[]): Check {
  return (value, at) => {
    if (typeof value === 'string' && words.includes(value)) return []
    const near = typeof value === 'string' ? nearest(value, words) : null
    const hint = near === null ? '' : `. Did you mean "${near}"?`
    return [
      {
        at,
        message: `takes ${words.map((word) => `'${word}'`).join(' or ')}, not ${shown(value)}${hint}`,
      },
    ]
  }
}

/** Each member by its own check; others are unknown. */
export function members(
  known: Readonly<Record<string, Check>>,
  given: Options,
  at: string,
): OptionMistake[] {
  const below = (name: string) => (at === '' ? name : `${at}.${name}`)
  return Object.entries(given).flatMap(([name, value]) => {
    const check = Object.hasOwn(known, name) ? known[name] : undefined
    if (!check) {
      return [{ at: below(name), message: `is no option.${suggest(name, Object.keys(known))}` }]
    }
    return value === undefined ? [] : check(value, below(name))
  })
}

export function isObject(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as it was written, as far as that is short. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
