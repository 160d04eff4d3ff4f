import type { ComputedModel, FieldModel, KindsModel, LinkModel } from '../model/model.ts'
import { enumLabel } from './enums.ts'

/** What is told of a name, from long to short. */
export interface Told {
  /** With what its values must be, and an example; in types. */
  readonly full: string
  /** With an example; in conditions. */
  readonly asked: string
  /** In sorts, groups and figures. */
  readonly brief: string
}

/** What is declared of a field, or else its name in words. */
export function describeField(field: FieldModel): Told {
  const brief = sentence(field.description ?? words(field.name))
  return told(brief, { more: facts(field), example: exampleOf(field) })
}

/** What is declared of a computed field, or else its name in words. */
export function describeComputed({ name, description, of }: ComputedModel): Told {
  const brief = sentence(description ?? of.description ?? words(name))
  return told(brief, { more: ['Computed.'], example: exampleOf(of) })
}

/** What is told of every item's id. */
export const idTold: Told = told("The store's own key, as text.", {
  more: ['It never changes.'],
  example: null,
})

interface More {
  readonly more: readonly string[]
  readonly example: string | null
}

function told(brief: string, { more, example }: More): Told {
  const shown = example === null ? '' : `\n\n${example}`
  return { full: [brief, ...more].join(' ') + shown, asked: brief + shown, brief }
}

/** The stored key of a link. */
export function describeKey(link: LinkModel): Told {
  const name = link.name.split('.').at(-1) ?? link.name
  const key = link.by ? `\`${link.by}\`` : link.many ? 'ids' : 'id'
  const more = ['Costs no load, and may name what is absent or not visible.']
  return told(`The ${key} that \`${name}\` stores.`, { more, example: null })
}

/** What tells the items of a kind: `A Title whose `type` is "Movie".` */
export function describeKind(
  type: string,
  { by, typeOf, other }: KindsModel,
  kind: string,
): string {
  const who = one(type)
  const subject = who.charAt(0).toUpperCase() + who.slice(1)
  if (kind === other)
    return `${subject} of no known kind, or whose \`${by.name}\` you may not read.`
  const [value] = [...typeOf].find(([, name]) => name === kind) ?? [kind]
  return `${subject} whose \`${by.name}\` is ${enumLabel(by.field, value) ?? literal(value)}.`
}

/** `firstName` → `First name`. */
export function words(name: string): string {
  const spaced = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** `an Author`, `a Book`. */
export function one(type: string): string {
  return `${/^[aeio]/i.test(type) ? 'an' : 'a'} ${type}`
}

/** With a full stop, unless there is an end already. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…:`)]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** A value as it is written in a document. */
export function literal(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (typeof value === 'bigint') return JSON.stringify(String(value))
  return JSON.stringify(value) ?? String(value)
}

/** `Example: "Emma"`; of what declares none, nothing. */
function exampleOf(field: FieldModel): string | null {
  const { example } = field.field.options
  if (example === undefined) return null
  return `Example: ${enumLabel(field.field, example) ?? literal(example)}`
}

const counted: Readonly<Record<string, string>> = {
  string: ' characters',
  list: ' elements',
  refsList: ' items',
  bytes: ' bytes',
}

/** The declared bounds, in words. */
function facts(field: FieldModel): string[] {
  const { options, kind } = field.field
  const unit = counted[kind] ?? ''
  const bounds = [bound('at least', options.min, unit), bound('at most', options.max, unit)].filter(
    Boolean,
  )
  const said = [
    options.required === true ? 'required' : '',
    options.unique === true ? unique(kind) : '',
    ...bounds,
  ]
  const text = said.filter(Boolean).join(', ')
  return text ? [sentence(text.charAt(0).toUpperCase() + text.slice(1))] : []
}

function unique(kind: string): string {
  return kind === 'list' ? 'no element twice' : 'unique'
}

function bound(words: string, value: unknown, unit: string): string {
  return value === undefined || value === null ? '' : `${words} ${boundText(value)}${unit}`
}

function boundText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}
