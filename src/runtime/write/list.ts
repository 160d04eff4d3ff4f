import type { CollectionModel } from '../../model/model.ts'
import type { EdgeField, ItemShape, ListField, ListShape, PageInfoField } from '../../plan/shape.ts'
import { Failure, type Cell, type ListCell } from '../run.ts'
import type { WriteItem } from './item.ts'
import { objectWriter } from './object.ts'
import { fail, type Output, type Place } from './output.ts'
import { ofRow } from './source.ts'

/** A list's cell, and the collection of its rows. */
export interface ListFrom {
  readonly cell: Cell
  readonly collection: CollectionModel
}

/** Writes a connection; null where the list is not there. */
export type WriteList = (from: ListFrom, out: Output, place: Place) => unknown

type WritePart = (from: ListFrom & { cell: ListCell }, out: Output, place: Place) => unknown

/** Compiles a connection's shape to its writer. */
export function listWriter(
  shape: ListShape,
  itemWriter: (shape: ItemShape) => WriteItem,
): WriteList {
  const write = objectWriter(
    shape.fields.map((field) => ({
      key: field.key,
      write: withKey(field.key, partWriter(field, itemWriter)),
    })),
  )
  return ({ cell, collection }, out, place) => {
    if (cell === null) return null
    if (cell instanceof Failure) return fail(out, cell, place)
    return write({ cell: cell as ListCell, collection }, out, place)
  }
}

function withKey(key: string, write: WritePart): WritePart {
  return (from, out, above) => write(from, out, { key, above })
}

function partWriter(field: ListField, itemWriter: (shape: ItemShape) => WriteItem): WritePart {
  switch (field.kind) {
    case 'typename':
      return () => field.typeName
    case 'totalCount':
      return ({ cell }) => cell.total
    case 'nodes':
      return nodesWriter(itemWriter(field.shape))
    case 'edges':
      return edgesWriter(field.fields, itemWriter)
    case 'pageInfo':
      return pageInfoWriter(field.fields)
  }
}

function nodesWriter(write: WriteItem): WritePart {
  return ({ cell, collection }, out, place) =>
    cell.rows.map((row, index) => write(ofRow(row, collection), out, { key: index, above: place }))
}

function edgesWriter(
  fields: readonly EdgeField[],
  itemWriter: (shape: ItemShape) => WriteItem,
): WritePart {
  const write = objectWriter(
    fields.map((field) => ({ key: field.key, write: edgeMember(field, itemWriter) })),
  )
  return (from, out, above) =>
    from.cell.rows.map((_, index) => write({ ...from, index }, out, { key: index, above }))
}

type EdgeFrom = ListFrom & { readonly cell: ListCell; readonly index: number }

function edgeMember(
  field: EdgeField,
  itemWriter: (shape: ItemShape) => WriteItem,
): (from: EdgeFrom, out: Output, above: Place) => unknown {
  if (field.kind === 'typename') return () => field.typeName
  if (field.kind === 'cursor') return ({ cell, index }) => cell.cursor(index)
  const write = itemWriter(field.shape)
  const { key } = field
  return ({ cell, index, collection }, out, above) => {
    const row = cell.rows[index]
    if (!row) throw new Error('An edge stands for a row')
    return write(ofRow(row, collection), out, { key, above })
  }
}

function pageInfoWriter(fields: readonly PageInfoField[]): WritePart {
  return ({ cell }) => {
    const info: Record<string, unknown> = {}
    const last = cell.rows.length - 1
    for (const field of fields) info[field.key] = pageInfoValue(field, cell, last)
    return info
  }
}

function pageInfoValue(field: PageInfoField, cell: ListCell, last: number): unknown {
  switch (field.kind) {
    case 'typename':
      return field.typeName
    case 'hasNextPage':
      return cell.hasNext
    case 'hasPreviousPage':
      return cell.hasPrevious
    case 'startCursor':
      return last < 0 ? null : cell.cursor(0)
    case 'endCursor':
      return last < 0 ? null : cell.cursor(last)
  }
}
