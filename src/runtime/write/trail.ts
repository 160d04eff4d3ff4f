import { absentOf } from '../../fields/absent.ts'
import { LimitError } from '../../errors.ts'
import { keyText } from '../../fields/key.ts'
import { anyone } from '../../model/field-models.ts'
import type { ComputedModel } from '../../model/model.ts'
import type { Hop, ItemField, ItemShape, Need, ShowEnd } from '../../plan/shape.ts'
import type { Row } from '../../query/row.ts'
import { Failure, sheetOf, type ListCell } from '../run.ts'
import type { WriteItem } from './item.ts'
import { leafWriter } from './leaf.ts'
import { misfitAt } from './misfit.ts'
import { fail, type Output, type Place } from './output.ts'
import { ofRow, readable, type Source } from './source.ts'

/** Where a walk stands: the object it came from, and the value there. */
interface Standing {
  readonly source: Source
  readonly value: unknown
}

interface Writers {
  itemWriter(shape: ItemShape): WriteItem
  computedValue(
    field: { computed: ComputedModel; needs: readonly Need[] },
    source: Source,
    out: Output,
  ): unknown
}

/** Writes a column of a selection: the value at the end of its path, a list where the path goes through one. */
export function showWriter(
  field: Extract<ItemField, { kind: 'show' }>,
  writers: Writers,
): (source: Source, out: Output, place: Place) => unknown {
  const many = field.trail.some((hop) => hop.kind === 'each')
  const write = endWriter(field.end, writers)
  return (source, out, place) => {
    const here = { key: field.key, above: place }
    try {
      const ends = follow(field.trail, { source, value: source.at }, out)
      if (ends instanceof Failure) return fail(out, ends, here)
      const values = ends.map((end, index) =>
        write(end, out, many ? { key: index, above: here } : here),
      )
      return many ? values : (values[0] ?? null)
    } catch (error) {
      return fail(out, new Failure(error), here)
    }
  }
}

/** The values that code needs along a path: one, or a list where the path goes through one. */
export function walkTrail(trail: readonly Hop[], source: Source, out: Output): unknown {
  const ends = follow(trail, { source, value: source.at }, out)
  if (ends instanceof Failure) return ends
  const values = ends.map(({ value, source: { row } }) =>
    value === row ? keyText(row.id) : (value ?? null),
  )
  return trail.some((hop) => hop.kind === 'each') ? values : (values[0] ?? null)
}

function endWriter(
  end: ShowEnd,
  writers: Writers,
): (at: Standing, out: Output, place: Place) => unknown {
  switch (end.kind) {
    case 'id':
      return ({ source, value }) => (value === null ? null : keyText(source.row.id))
    case 'value': {
      const write = leafWriter(end.leaf)
      const absent = absentOf(end.field.field)
      return ({ source, value }, out, place) => {
        const failure = misfitAt({ ...source, prefix: '' }, source.prefix.slice(0, -1))
        return failure ? fail(out, failure, place) : write(value === undefined ? absent : value)
      }
    }
    case 'computed': {
      const write = leafWriter(end.leaf)
      return ({ source, value }, out) =>
        value === null || !readable(end.computed, source, out)
          ? null
          : write(writers.computedValue(end, source, out))
    }
    case 'item': {
      const write = writers.itemWriter(end.shape)
      return ({ source, value }, out, place) =>
        value === null || value === undefined
          ? null
          : write({ ...source, at: value as Readonly<Record<string, unknown>> }, out, place)
    }
  }
}

/** Every place that a path leads to. A null on the way stays a null. */
function follow(
  trail: readonly Hop[],
  start: Standing,
  out: Output,
): readonly Standing[] | Failure {
  let at: readonly Standing[] = [start]
  for (const hop of trail) {
    const next: Standing[] = []
    for (const standing of at) {
      const moved = move(hop, standing, out)
      if (moved instanceof Failure) return moved
      next.push(...moved)
    }
    at = next
  }
  return at
}

function move(hop: Hop, { source, value }: Standing, out: Output): readonly Standing[] | Failure {
  if (value === null || value === undefined)
    return hop.kind === 'each' ? [] : [{ source, value: null }]
  if (hop.kind === 'each') return eachOf(hop.items, { source, value })
  if (hop.kind === 'name') return [named(hop, { source, value }, out)]
  const cell = sheetOf(out.run, hop.step).get(source.carrier) ?? null
  if (cell instanceof Failure) return cell
  if (cell === null || !mayRead(hop, source, out)) return [{ source, value: null }]
  const { collection } = hop.step
  if (!('cursor' in cell)) {
    const row = cell as Row
    return [{ source: ofRow(row, collection), value: row }]
  }
  const list = cell as ListCell
  const max = collection.page.max
  if (list.rows.length > max)
    return new Failure(
      new LimitError(
        'page',
        max,
        `"${hop.step.at}" leads through more than ${max} items of ${collection.name}`,
      ),
    )
  return [{ source: { ...source, collection }, value: list.rows }]
}

function eachOf(items: boolean, { source, value }: Standing): readonly Standing[] {
  if (!Array.isArray(value)) return [{ source, value }]
  return value.map((element, place): Standing => {
    if (typeof element !== 'object' || element === null) return { source, value: element }
    const at = { ...source, at: element, carrier: element, prefix: `${source.prefix}${place}.` }
    return { source: items ? { ...at, row: element as Row, prefix: '' } : at, value: element }
  })
}

/** What may not be read is null and nowhere: nothing is told of what is stored there. */
function named(
  hop: Extract<Hop, { kind: 'name' }>,
  { source, value }: Standing,
  out: Output,
): Standing {
  if (!mayRead(hop, source, out)) return { source: { ...source, prefix: '' }, value: null }
  const prefix = `${source.prefix}${hop.name}.`
  const there = (value as Readonly<Record<string, unknown>>)[hop.name]
  return { source: { ...source, prefix }, value: there }
}

function mayRead(
  hop: Extract<Hop, { kind: 'name' | 'step' }>,
  source: Source,
  out: Output,
): boolean {
  if (!hop.field || hop.field.readable === anyone) return true
  return readable(hop.field, source, out)
}
