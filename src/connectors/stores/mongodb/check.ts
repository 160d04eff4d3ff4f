import { nearest } from '../../../fields/nearest.ts'
import { isMongoUrl } from './address.ts'

type Options = Readonly<Record<string, unknown>>

/** One mistake in the options. */
interface OptionMistake {
  readonly at: string
  readonly message: string
}

/** What stands for a URL where its parts are given. */
const PARTS = 'mongodb:'

/** Says what is wrong with a value; null: nothing. */
type Check = (value: unknown) => string | null

const text: Check = (value) =>
  typeof value === 'string' && value !== ''
    ? null
    : `must be a text that is not empty, not ${shown(value)}`
const flag: Check = (value) =>
  typeof value === 'boolean' ? null : `must be true or false, not ${shown(value)}`
const port: Check = (value) =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536
    ? null
    : `must be a port between 1 and 65535, not ${shown(value)}`
const mismatch: Check = (value) =>
  value === 'null' || value === 'error' ? null : `must be 'null' or 'error', not ${shown(value)}`
const map: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? null
    : `must be a map of our names to stored paths, not ${shown(value)}`
const url: Check = (value) =>
  typeof value === 'string' && (isMongoUrl(value) || value === PARTS)
    ? null
    : 'is no URL of MongoDB; write mongodb://host:27017/database or mongodb+srv://host/database'

const shared: Readonly<Record<string, Check>> = {
  database: text,
  collection: text,
  id: text,
  fields: map,
  onMismatch: mismatch,
  validated: flag,
}
const connection: Readonly<Record<string, Check>> = {
  url,
  host: text,
  port,
  user: text,
  password: text,
}

/** Everything wrong with the options of a store, or of a collection's use of it. */
export function mongoMistakes(
  options: Options,
  of: 'store' | 'collection',
): readonly OptionMistake[] {
  const known = of === 'store' ? { ...connection, ...shared } : shared
  const found = Object.entries(options).flatMap(([name, value]) => {
    const message = value === undefined ? null : wrong(known, name, value)
    return message === null ? [] : [{ at: name, message }]
  })
  return of === 'store' ? [...found, ...together(options)] : found
}

function wrong(
  known: Readonly<Record<string, Check>>,
  name: string,
  value: unknown,
): string | null {
  const check = Object.hasOwn(known, name) ? known[name] : undefined
  if (check) return check(value)
  if (Object.hasOwn(connection, name)) {
    return 'belongs to the store, in the configuration: its collections share one connection'
  }
  const near = nearest(name, Object.keys(known))
  const suggestion = near ? `Did you mean "${near}"?` : `Known: ${Object.keys(known).join(', ')}.`
  return `is no option of a MongoDB store. ${suggestion}`
}

function together(options: Options): readonly OptionMistake[] {
  const given = (name: string): boolean => options[name] !== undefined
  const beside = ['host', 'port', 'user', 'password'].filter(given)
  const mistakes: OptionMistake[] = []
  if (given('url') && String(options['url']).includes('://') && beside.length > 0) {
    const message = `stands beside url, which says it all; leave one of them out`
    mistakes.push(...beside.map((at) => ({ at, message })))
  }
  if (given('user') !== given('password')) {
    const at = given('user') ? 'user' : 'password'
    mistakes.push({ at, message: 'needs the other: user and password go together' })
  }
  return mistakes
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? 'a list'
      : 'a map'
    : (JSON.stringify(value) ?? String(value))
}
