import type { Field } from './field.ts'
import { shown } from './misfit.ts'
import { nearest } from './nearest.ts'

const COMMON =
  'required default absent description example deprecated unique filter can when transform check'.split(
    ' ',
  )
const RANGE = ['min', 'max', 'oneOf']
const TEXT = [...RANGE, 'matches', 'pattern', 'patterns']
/** `onDelete` on the wrong side has a sentence of its own, in `model/rules`. */
const LINK = ['reverse', 'by', 'owns', 'stored', 'unchecked', 'onDelete']
/** What a list of links has no use for. */
const NOT_OF_LISTS_OF_LINKS = ['default', 'transform', 'check', 'required', 'unique']
/** These have no value of their own that a missing key could mean. */
const NEVER_ABSENT = ['object', 'ref', 'refsList']

/** The options beside the common ones; of a type of one's own, those of a range. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  string: TEXT,
  email: TEXT,
  url: [...TEXT, 'schemes'],
  ip: ['oneOf'],
  uuid: ['oneOf'],
  bool: [],
  json: [],
  bytes: ['min', 'max'],
  oneOf: [],
  list: ['min', 'max'],
  tuple: [],
  object: [],
  ref: LINK,
  refsList: [...LINK, 'min', 'max'],
}

/** What each of these options takes, in words. */
const FORMS: readonly (readonly [readonly string[], (value: unknown) => boolean, string])[] = [
  [
    ['required', 'unique', 'filter', 'matches', 'owns', 'stored', 'unchecked'],
    (value) => typeof value === 'boolean',
    'true or false',
  ],
  [['description', 'deprecated'], (value) => typeof value === 'string', 'text'],
  [['when', 'transform', 'check'], isFunction, 'a function'],
  [['pattern'], isPattern, 'a regular expression such as /^[A-Z]/'],
  [
    ['patterns'],
    (value) => Array.isArray(value) && value.every(isPattern),
    'a list of regular expressions',
  ],
]

/** Options that the field's type does not have, and those of a wrong sort; TypeScript says the same where it is asked. */
export function optionMistakes({ kind, options }: Field): readonly string[] {
  const common = COMMON.filter((one) => !withoutUse(kind).includes(one))
  const known = [...common, ...((Object.hasOwn(OWN, kind) ? OWN[kind] : undefined) ?? RANGE)]
  const unknown = Object.keys(options).filter((name) => !known.includes(name))
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return [
    ...unknown.map((name) => `${name}: is no option of ${kind}().${didYouMean(name, known)}`),
    ...given.flatMap(([name, value]) => wrongForm(name, value)),
  ]
}

function withoutUse(kind: string): readonly string[] {
  const absent = NEVER_ABSENT.includes(kind) ? ['absent'] : []
  return kind === 'refsList' ? [...NOT_OF_LISTS_OF_LINKS, ...absent] : absent
}

function wrongForm(name: string, value: unknown): readonly string[] {
  return FORMS.filter(([names, fits]) => names.includes(name) && !fits(value)).map(
    ([, , wanted]) => `${name}: takes ${wanted}, not ${shown(value)}`,
  )
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

function isPattern(value: unknown): boolean {
  return value instanceof RegExp || isFunction(value)
}

function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === null ? '' : ` Did you mean "${near}"?`
}
