import { keyText, type Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import type { FieldSet, Row } from '../query/row.ts'

/**
 * Visible rows that this operation has loaded, kept for collections that its plan reads by id more than once:
 * a link back costs no second call.
 */
export type Seen = ReadonlyMap<CollectionModel, Map<string, SeenRow>>

interface SeenRow {
  readonly fields: FieldSet
  /** null: asked for, and absent or not visible. */
  readonly row: Row | null
}

/** A place for the rows of each of these collections. */
export function newSeen(collections: Iterable<CollectionModel>): Seen {
  return new Map([...collections].map((collection) => [collection, new Map()]))
}

/** Keeps rows; those known with more fields stay. */
export function keep(
  seen: Seen,
  collection: CollectionModel,
  ask: { rows: readonly Row[]; fields: FieldSet },
): void {
  const known = seen.get(collection)
  if (!known) return
  for (const row of ask.rows) keepOne(known, keyText(row.id), { fields: ask.fields, row })
}

/** Keeps that nothing visible has this id. */
export function keepAbsent(seen: Seen, collection: CollectionModel, id: Key): void {
  seen.get(collection)?.set(keyText(id), { fields: null, row: null })
}

function keepOne(known: Map<string, SeenRow>, id: string, one: SeenRow): void {
  const old = known.get(id)
  if (!old || covers(one.fields, old.fields)) known.set(id, one)
}

/** The row loaded before with these fields; undefined where it has to be asked for. */
export function recall(
  seen: Seen,
  collection: CollectionModel,
  ask: { id: Key; fields: FieldSet },
): Row | null | undefined {
  const known = seen.get(collection)?.get(keyText(ask.id))
  return known && covers(known.fields, ask.fields) ? known.row : undefined
}

/** `have` holds all of `want`: names themselves, or an object around them. */
function covers(have: FieldSet, want: FieldSet): boolean {
  if (have === null) return true
  if (want === null) return false
  return want.every((name) => have.some((one) => one === name || name.startsWith(`${one}.`)))
}
