import type { Mistake } from '../../errors.ts'
import { missingVariables } from '../../declare/env.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isObject } from '../declared.ts'
import { suggest } from '../suggest.ts'
import { RIGHTS } from '../unruled.ts'

/** What a key of the configuration takes, in words; null: fine. */
type Taking = (value: unknown) => string | null

const flag: Taking = (value) => (typeof value === 'boolean' ? null : 'true or false')
const text: Taking = (value) => (typeof value === 'string' && value !== '' ? null : 'text')
const map: Taking = (value) => (isObject(value) ? null : 'an object')

const taken: Readonly<Record<string, Taking>> = {
  kind: () => null,
  stores: map,
  schema: text,
  connectors: text,
  limits: map,
  can: (value) => (isObject(value) ? null : 'rules by right, such as { read: true }'),
  graphiql: (value) => (isObject(value) ? null : flag(value) && 'true, false or options'),
  introspection: flag,
  suggestions: flag,
  plan: flag,
  cors: (value) =>
    value === false || (isObject(value) && isTexts(value['origins']))
      ? null
      : 'false or { origins: [...] }',
  host: text,
  port: (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) < 65_536
      ? null
      : 'a port, 0 to 65535',
  log: (value) => (LEVELS.includes(String(value)) ? null : `one of ${LEVELS.join(' ')}`),
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent']

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

/** Keys that no configuration has, values of the wrong sort, variables that are not set. */
export function configuration({ config, declared }: Checked): readonly Mistake[] {
  const keys = Object.entries(config).flatMap(([key, value]) => keyMistakes(key, value))
  const unset = missingVariables(config).map(({ at, name }) =>
    mistake(nowhere, `config.${at}`, unsetVariable(name)),
  )
  const stores = declared.flatMap((one) =>
    missingVariables(one.declaration.options['store']).map(({ at, name }) =>
      mistake(one, [one.name, 'store', ...(at ? [at] : [])].join('.'), unsetVariable(name)),
    ),
  )
  return [...keys, ...rightMistakes(config.can), ...unset, ...stores]
}

const nowhere = { file: null }

function keyMistakes(key: string, value: unknown): readonly Mistake[] {
  const taking = Object.hasOwn(taken, key) ? taken[key] : undefined
  if (!taking) {
    const known = Object.keys(taken).filter((one) => one !== 'kind')
    return [
      mistake(nowhere, `config.${key}`, `is no key of the configuration.${suggest(key, known)}`),
    ]
  }
  const wanted = value === undefined ? null : taking(value)
  return wanted === null
    ? []
    : [mistake(nowhere, `config.${key}`, `takes ${wanted}, not ${shown(value)}`)]
}

function rightMistakes(can: unknown): readonly Mistake[] {
  if (!isObject(can)) return []
  return Object.keys(can)
    .filter((right) => !RIGHTS.some((one) => one === right))
    .map((right) =>
      mistake(nowhere, `config.can.${right}`, `is no right.${suggest(right, RIGHTS)}`),
    )
}

function unsetVariable(name: string): string {
  return `the environment variable ${name} is not set, and env() gives no fallback`
}
