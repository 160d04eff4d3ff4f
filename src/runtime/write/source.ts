import type { CollectionModel, ComputedModel, FieldModel } from '../../model/model.ts'
import type { Row } from '../../query/row.ts'
import type { Output } from './output.ts'

/** An object at hand: of an item, of a nested object, of an element of a list of objects. */
export interface Source {
  /** Fields are taken from here. */
  readonly at: Readonly<Record<string, unknown>>
  /** The item's row. */
  readonly row: Row
  /** What the sheet knows the object by: the row, or the element of a list. */
  readonly carrier: object
  readonly collection: CollectionModel
  /** From the row to the object: empty, or dotted names and places in lists with a dot behind, `copies.0.`. */
  readonly prefix: string
}

/** An item from its row. */
export function ofRow(row: Row, collection: CollectionModel): Source {
  return { at: row, row, carrier: row, collection, prefix: '' }
}

/** Whether the rule of a field lets the user see it on this row. */
export function readable(field: FieldModel | ComputedModel, source: Source, out: Output): boolean {
  const rule = field.readable(out.run.user)
  return typeof rule === 'function' ? rule(source.row) : rule
}
