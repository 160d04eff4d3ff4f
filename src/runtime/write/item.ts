import { absentOf } from '../../fields/absent.ts'
import { keyText, type Key } from '../../fields/key.ts'
import { anyone } from '../../model/field-models.ts'
import type { ComputedModel, FieldModel } from '../../model/model.ts'
import { kindOf } from '../../model/kinds.ts'
import { storedView } from '../../model/stored.ts'
import type { ItemField, ItemShape, KindShapes, Leaf, Need } from '../../plan/shape.ts'
import type { Row } from '../../query/row.ts'
import { Failure, sheetOf } from '../run.ts'
import { leafWriter } from './leaf.ts'
import { listWriter, type ListFrom } from './list.ts'
import { misfitAt } from './misfit.ts'
import { objectWriter } from './object.ts'
import { fail, type Output, type Place } from './output.ts'
import { ofRow, readable, type Source } from './source.ts'
import { showWriter, walkTrail } from './trail.ts'

/** Writes one object of the answer. */
export type WriteItem = (source: Source, out: Output, place: Place) => Record<string, unknown>

type WriteField = (source: Source, out: Output, place: Place) => unknown

/** Compiles a shape to its writer. */
export function itemWriter(shape: ItemShape): WriteItem {
  if (shape.kinds) return kindsWriter(shape.kinds)
  return objectWriter(
    shape.fields.map((field) => ({ key: field.key, write: fieldWriter(field, shape.typeName) })),
  )
}

/** A writer for each type; what several types answer alike is compiled once. */
function kindsWriter({ model, of }: KindShapes): WriteItem {
  const known = new Map<ItemField, WriteField>()
  const fieldOf = (field: ItemField, typeName: string): WriteField => {
    const write = known.get(field) ?? fieldWriter(field, typeName)
    if (field.kind !== 'typename') known.set(field, write)
    return write
  }
  const writers = new Map<string, WriteItem>()
  for (const [typeName, fields] of of) {
    const members = fields.map((field) => ({ key: field.key, write: fieldOf(field, typeName) }))
    writers.set(typeName, objectWriter(members))
  }
  return (source, out, place) => {
    const write = writers.get(kindOf(model, source.row, out.run.user))
    if (!write) throw new Error('An item is of one of the types of its interface')
    return write(source, out, place)
  }
}

function fieldWriter(field: ItemField, typeName: string): WriteField {
  switch (field.kind) {
    case 'typename':
      return () => typeName
    case 'id':
      return ({ row }) => keyText(row.id)
    case 'value':
      return guarded(field.field, field.key, valueField(field.field, field.leaf))
    case 'key':
      return guarded(field.field, field.key, keyField(field.field))
    case 'object':
      return guarded(
        field.field,
        field.key,
        objectField(field.field, itemWriter(field.shape), field.key),
      )
    case 'computed':
      return guarded(field.computed, field.key, computedField(field, field.key))
    case 'one':
      return guarded(field.field, field.key, oneField(field))
    case 'list':
      return guarded(field.field, field.key, manyField(field))
    case 'show':
      return showWriter(field, { itemWriter, computedValue })
  }
}

/** Hides what the user may not read, and reports what the store held and the type could not take. */
function guarded(field: FieldModel | ComputedModel, key: string, write: WriteField): WriteField {
  const ruled = field.readable !== anyone
  const name = field.name
  return (source, out, place) => {
    if (ruled && !readable(field, source, out)) return null
    const failure = misfitAt(source, name)
    return failure ? fail(out, failure, { key, above: place }) : write(source, out, place)
  }
}

function valueField(field: FieldModel, leaf: Leaf): WriteField {
  const name = field.name
  const write = leafWriter(leaf)
  const absent = absentOf(field.field)
  return ({ at }) => {
    const value = at[name]
    return write(value === undefined ? absent : value)
  }
}

function keyField(field: FieldModel): WriteField {
  const name = field.name
  return ({ at }) => {
    const value = at[name]
    if (Array.isArray(value)) return value.map((key: Key) => keyText(key))
    return value === null || value === undefined ? null : keyText(value as Key)
  }
}

function objectField(field: FieldModel, write: WriteItem, key: string): WriteField {
  const name = field.name
  const absent = absentOf(field.field)
  return (source, out, place) => {
    const value = source.at[name] ?? (source.at[name] === undefined ? absent : null)
    const here = { key, above: place }
    const prefix = `${source.prefix}${name}.`
    if (Array.isArray(value))
      return value.map((element, index) => {
        const inside = { ...source, at: element, carrier: element, prefix: `${prefix}${index}.` }
        return write(inside, out, { key: index, above: here })
      })
    if (typeof value !== 'object' || value === null) return null
    return write({ ...source, at: value as Source['at'], prefix }, out, here)
  }
}

function computedField(
  field: { computed: ComputedModel; leaf: Leaf; needs: readonly Need[] },
  key: string,
): WriteField {
  const write = leafWriter(field.leaf)
  return (source, out, place) => {
    try {
      return write(computedValue(field, source, out))
    } catch (error) {
      return fail(out, new Failure(error), { key, above: place })
    }
  }
}

/** What code makes of the row and of what it needs. @throws what the code throws, and Misfit */
export function computedValue(
  field: { computed: ComputedModel; needs: readonly Need[] },
  source: Source,
  out: Output,
): unknown {
  const { computed, needs } = field
  const found: Record<string, unknown> = {}
  for (const { path, trail } of needs) {
    const value = walkTrail(trail, source, out)
    if (value instanceof Failure) throw value.error
    found[path.text] = value
  }
  const value = computed.from(storedView(source.collection, source.row), found) ?? null
  return value === null ? null : computed.of.field.type.parse(value)
}

function oneField(field: Extract<ItemField, { kind: 'one' }>): WriteField {
  const { key, step } = field
  const write = itemWriter(field.shape)
  return (source, out, place) => {
    const cell = sheetOf(out.run, step).get(source.carrier) ?? null
    if (cell === null) return null
    if (cell instanceof Failure) return fail(out, cell, { key, above: place })
    const known = writtenOf(out, field)
    const before = known.get(cell)
    if (before !== undefined) return before
    const failed = out.errors.length
    const written = write(ofRow(cell as Row, step.collection), out, { key, above: place })
    if (out.errors.length === failed) known.set(cell, written)
    return written
  }
}

/** What a field has written of each item: many parents have the same one. Errors stand at a path of their own each time. */
function writtenOf(out: Output, field: ItemField): Map<object, unknown> {
  let known = out.written.get(field)
  if (!known) out.written.set(field, (known = new Map()))
  return known
}

function manyField(field: Extract<ItemField, { kind: 'list' }>): WriteField {
  const { key, step } = field
  const write = listWriter(field.shape, itemWriter)
  return (source, out, place) => {
    const cell = sheetOf(out.run, step).get(source.carrier) ?? null
    const from: ListFrom = { cell, collection: step.collection }
    return write(from, out, { key, above: place })
  }
}
