import { Misfit } from './field.ts'

const LONGEST = 60

/** The mistake of a value that is not what its type says, e.g. `"12" is not an integer`. */
export function misfit(input: unknown, expected: string, path: Misfit['path'] = []): Misfit {
  return new Misfit(`${shown(input)} is not ${expected}`, path)
}

/** A value as a message shows it, shortened: a client may send anything, of any size. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return shorten(JSON.stringify(value.slice(0, LONGEST + 1)))
  if (typeof value === 'bigint') return shorten(`${value}`)
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString()
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}

/** Runs `parse`; undefined where the value does not fit. */
export function fitted<T>(parse: (input: unknown) => T, stored: unknown): T | undefined {
  try {
    return parse(stored)
  } catch (error) {
    if (error instanceof Misfit) return undefined
    throw error
  }
}
