import { keyText, type Key } from '../../../../fields/key.ts'
import type { Keys } from '../../../../query/filter.ts'
import { allOf, anyOf, atMost, exactly, isExact, type Bounds } from '../bounds.ts'
import type { Column } from '../columns.ts'
import { never, type Condition, type Hits, type Operators } from '../kinds/kind.ts'
import { columnAt, type Asked } from './asked.ts'
import { fittingList } from './lists.ts'
import { guarded, merged, placed } from './place.ts'

/** Some key that the path reaches prints like one of those asked. */
export function keysBounds({ path, keys }: Keys, asked: Asked): Bounds {
  if (keys.length === 0) return exactly(false)
  if (asked.template && path.names.length === 1 && path.names[0] === 'id') {
    return anyOf(keys.map((key) => asked.template?.bounds(key as Key, asked) ?? atMost(true)))
  }
  const column = columnAt(asked, path.names)
  if (!column?.kind) return atMost(true)
  const known = asked.element.length === 0 ? 0 : (columnAt(asked, [])?.lists.length ?? 0) + 1
  return through(column.lists.slice(known), { column, keys: keys as readonly Key[], asked })
}

/** What holds a key that prints so; null where that cannot be asked. */
function formsOf(column: Column, key: Key, hits: Hits): Condition | null {
  const { kind } = column
  if (!kind?.key) return null
  const operand = kind.key(keyText(key))
  return operand === undefined ? never : kind.compare('eq', operand, hits)
}

function holdingOne(column: Column, ops: Operators): Bounds {
  return exactly(guarded(column, { [column.at]: { $elemMatch: ops } }))
}

interface Reach {
  readonly column: Column
  readonly keys: readonly Key[]
  readonly asked: Asked
}

function through([list, ...deeper]: readonly string[], reach: Reach): Bounds {
  if (list === undefined) return atEnd(reach)
  const inner = through(deeper, { ...reach, asked: { ...reach.asked, element: ['in a list'] } })
  const fits = fittingList({ ...reach.column, at: list, shape: 'objects', kind: null }, reach.asked)
  return allOf([fits, wrapped(list, inner)])
}

function wrapped(list: string, inner: Bounds): Bounds {
  const one = (query: Bounds['upper']) =>
    typeof query === 'boolean' ? query : { [list]: { $elemMatch: query } }
  return isExact(inner)
    ? exactly(one(inner.upper))
    : { upper: one(inner.upper), lower: one(inner.lower) }
}

function atEnd({ column, keys, asked }: Reach): Bounds {
  const hits = asked.hits(column)
  const forms = keys.map((key) => formsOf(column, key, hits))
  if (forms.includes(null)) return atMost(true)
  const condition = (forms as Condition[]).flat()
  if (column.shape === 'value') return placed(column, condition, asked.element.length > 0)
  const holding = anyOf(merged(condition).map(({ ops }) => holdingOne(column, ops)))
  return allOf([fittingList(column, asked), holding])
}
