import { datePart } from './date-part.ts'
import { prefers } from './figure.ts'
import { farAbsent, type ValueOf } from './order.ts'
import type { Row } from './row.ts'
import type { GroupKey } from './summary.ts'
import { elementType, visitor } from './value.ts'

/** Rows that are alike under every group key. */
export interface Group {
  readonly key: readonly unknown[]
  readonly rows: readonly Row[]
}

/** Rows by their keys, in the order in which groups first appear; see `summarise` for lists and nulls. */
export function grouped(
  rows: readonly Row[],
  by: readonly GroupKey[],
  keyOf?: ValueOf,
): readonly Group[] {
  const columns = by.map((key, i) => column(key, i, keyOf))
  const root: Branch = { value: null, parent: null, children: new Map(), rows: [] }
  const leaves: Branch[] = []
  const place = (row: Row, at: Branch, depth: number): void => {
    const one = columns[depth]
    if (one) one.visit(row, (value) => place(row, child(at, one, value), depth + 1))
    else if (at.rows.at(-1) !== row && at.rows.push(row) === 1) leaves.push(at)
  }
  for (const row of rows) place(row, root, 0)
  return leaves.map((leaf) => ({ key: keyAt(leaf), rows: leaf.rows }))
}

/** Keys nest by identity, so that no joined text can be mistaken for another. */
interface Branch {
  value: unknown
  readonly parent: Branch | null
  readonly children: Map<unknown, Branch>
  readonly rows: Row[]
}

/** One group key over rows. */
interface Column {
  /** Hands over the values of a row, lists unwound; null where there is none. */
  visit(row: Row, place: (value: unknown) => void): void
  identity(value: unknown): unknown
  prefers(value: unknown, other: unknown): boolean
}

function column({ path, part }: GroupKey, key: number, keyOf: ValueOf | undefined): Column {
  const inRow = visitor(path)
  const each: typeof inRow = keyOf ? (row, visit) => visitFar(keyOf(row, key), visit) : inRow
  const type = elementType(path.type)
  const whole = part === 'value'
  return {
    visit(row, place) {
      let none = true
      each(row, (value) => {
        none = false
        place(whole ? (value ?? null) : datePart(value, part))
      })
      if (none) place(null)
    },
    identity: (value) => (whole ? type.identity(value) : value),
    prefers: (value, other) => whole && prefers(type, value, other),
  }
}

function visitFar(value: unknown, visit: (value: unknown) => void): void {
  if (Array.isArray(value)) value.forEach((one) => visit(one))
  else visit(value === farAbsent ? null : value)
}

function child(parent: Branch, one: Column, value: unknown): Branch {
  const identity = value === null ? null : one.identity(value)
  const known = parent.children.get(identity)
  if (known) {
    if (value !== null && one.prefers(value, known.value)) known.value = value
    return known
  }
  const made: Branch = { value, parent, children: new Map(), rows: [] }
  parent.children.set(identity, made)
  return made
}

function keyAt(leaf: Branch): readonly unknown[] {
  const key: unknown[] = []
  for (let at = leaf; at.parent; at = at.parent) key.unshift(at.value)
  return key
}
