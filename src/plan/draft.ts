import type { FieldNode, GraphQLInterfaceType, GraphQLObjectType } from 'graphql'
import type {
  CollectionModel,
  ComputedModel,
  FieldModel,
  LinkModel,
  Model,
} from '../model/model.ts'
import type { Path } from '../query/filter.ts'
import { LimitError } from '../errors.ts'
import type { Asked } from './document.ts'
import type { By, Step } from './plan.ts'
import type { ItemShape } from './shape.ts'
import type { OutputStamp } from './stamps.ts'

/** What is collected while a document is walked. */
export interface Building extends Asked {
  readonly model: Model
  readonly drafts: Draft[]
  readonly seen: { aliases: number; fields: number }
  /** `itemShape`: lists and paths lead back to items. */
  readonly item: (building: Building, place: Place, asked: AskedItem) => ItemShape
}

/** What is selected of an item, or of an object inside it; of a collection with kinds the type is an interface. */
export interface AskedItem {
  readonly type: GraphQLObjectType | GraphQLInterfaceType
  readonly nodes: readonly FieldNode[]
}

/** A step while its plan is built; `seal` turns it into the frozen `Step` that shapes already point to. */
export interface Draft {
  slot: number
  at: string
  parent: Step | null
  collection: CollectionModel
  by: By
  selected: Step['selected']
  on: Set<string> | null
  fields: string[] | null
  rows: boolean
  total: boolean
  cursors: boolean
  /** Somebody asks whether there is a next or a previous page. */
  more: boolean
  children: Step[]
  /** Dotted names wanted so far; null: the whole row. */
  wanted: Set<string> | null
  readonly known: Map<string, Draft>
}

/** A place in the document: which step's rows, below which nested object, how deep. */
export interface Place {
  readonly draft: Draft
  /** From the row to the object at hand. */
  readonly names: readonly string[]
  /** The list of objects that the object at hand is an element of. */
  readonly carrier: Path | null
  /** Response keys, for messages and the explanation. */
  readonly at: string
  readonly depth: number
  /** Only where the row is of these GraphQL types; null: of any. */
  readonly on: ReadonlySet<string> | null
}

/** A place at the rows that a step loads: of any type, until the document says more. */
export function ofStep(draft: Draft, { at, depth }: Pick<Place, 'at' | 'depth'>): Place {
  return { draft, names: [], carrier: null, at, depth, on: null }
}

/** A new step, or the one that already loads the same. */
export function stepFor(
  building: Building,
  parent: Draft | null,
  wish: {
    name: string
    at: string
    collection: CollectionModel
    by: By
    selected: Step['selected']
    on?: Place['on']
  },
): Draft {
  const known = parent?.known.get(wish.name)
  if (known) return asWide(known, wish.on ?? null)
  const draft: Draft = {
    slot: building.drafts.length,
    at: wish.at,
    parent,
    collection: wish.collection,
    by: wish.by,
    selected: wish.selected,
    on: wish.on ? new Set(wish.on) : null,
    fields: null,
    rows: false,
    total: false,
    cursors: false,
    more: false,
    children: [],
    wanted: new Set(),
    known: new Map(),
  }
  building.drafts.push(draft)
  parent?.known.set(wish.name, draft)
  parent?.children.push(draft)
  return draft
}

/** The same step for more parents. */
function asWide(known: Draft, on: Place['on']): Draft {
  if (on === null) known.on = null
  else for (const type of on) known.on?.add(type)
  return known
}

/** Asks the step to load a field; null asks for the whole row. */
export function want(draft: Draft, names: readonly string[] | null): void {
  if (names === null) draft.wanted = null
  else if (names[0] !== 'id') draft.wanted?.add(names.join('.'))
}

/** A rule of a field that looks at the row needs all of it. */
export function wantForRule(
  draft: Draft,
  stamp: OutputStamp | { readonly field: FieldModel } | { readonly computed: ComputedModel },
): void {
  const ruled = 'computed' in stamp ? stamp.computed : 'field' in stamp ? stamp.field : null
  if (ruled?.readable.ofRow) want(draft, null)
}

/** Asks for a whole object unless some of it is wanted already: whether it is there must be known. */
export function wantSome(draft: Draft, names: readonly string[]): void {
  const prefix = `${names.join('.')}.`
  if (![...(draft.wanted ?? [])].some((name) => name.startsWith(prefix))) want(draft, names)
}

/** Asks for what a link needs of the near row. */
export function wantLink(draft: Draft, link: LinkModel): void {
  want(draft, link.ends.near.names)
}

/** Freezes the steps. */
export function seal(drafts: readonly Draft[]): readonly Step[] {
  for (const draft of drafts.toReversed()) widen(draft)
  for (const draft of drafts) {
    draft.fields = draft.wanted && outermost(draft.wanted)
    Object.freeze(draft.children)
    Object.freeze(draft)
  }
  return Object.freeze([...drafts])
}

/** Names inside an object that is wanted whole add nothing. */
function outermost(wanted: ReadonlySet<string>): string[] {
  const inside = (name: string) =>
    name
      .split('.')
      .some((_, place, parts) => place > 0 && wanted.has(parts.slice(0, place).join('.')))
  return [...wanted].filter((name) => !inside(name)).sort()
}

/**
 * A step that reads items by id below a step of the same collection: its fields are loaded there already, so that
 * a link back (`books { author { books { author } } }`) finds its items loaded.
 */
function widen(draft: Draft): void {
  if (draft.by.kind !== 'ref' || draft.by.link.by) return
  for (let above = draft.parent; above; above = above.parent) {
    const upper = above as Draft
    if (upper.collection !== draft.collection || upper.by.kind === 'summary') continue
    if (draft.wanted === null) upper.wanted = null
    else for (const name of draft.wanted) upper.wanted?.add(name)
    return
  }
}

/** Counts a field and its level (a root field is 1). @throws LimitError LIMIT_EXCEEDED */
export function deeper(building: Building, depth: number, at: string): void {
  const { depth: max, tokens } = building.model.limits
  // Fragments that spread each other twice double at each level: a short document may stand for a very long one.
  if (++building.seen.fields > tokens)
    throw new LimitError(
      'tokens',
      tokens,
      `With its fragments written out, the operation has more than ${tokens} fields`,
    )
  if (depth > max)
    throw new LimitError(
      'depth',
      max,
      `"${at}" is ${depth} levels deep; at most ${max} are allowed`,
    )
}

/** Counts an alias. @throws LimitError LIMIT_EXCEEDED */
export function countAlias(building: Building, node: FieldNode): void {
  if (!node.alias) return
  const max = building.model.limits.aliases
  if (++building.seen.aliases > max)
    throw new LimitError('aliases', max, `More than ${max} aliases are not allowed`)
}

/** The meaning of a field, stamped by `compile/`. */
export function stampOf(extensions: Readonly<Record<string, unknown>>): OutputStamp | null {
  return (extensions['refract'] as OutputStamp | undefined) ?? null
}
