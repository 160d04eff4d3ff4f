import { keyText, type Key } from '../../../fields/key.ts'
import { allOf, anyOf, atMost, exactly, type Bounds } from './bounds.ts'
import type { Column } from './columns.ts'
import { isPlainPath } from './columns.ts'
import {
  all,
  isNumber,
  isObjectId,
  isText,
  isWhole,
  literal,
  valueAt,
  when,
  type Expression,
} from './expression.ts'
import type { Asked } from './filter/asked.ts'
import { placed } from './filter/place.ts'
import { keyKind } from './kinds/keys.ts'
import { sayable, type Comparison } from './kinds/kind.ts'
import type { Shape } from '../../connector.ts'

/** Ids that are composed of stored fields: `'{user}-{n}'`. They are texts. */
export interface IdTemplate {
  /** Documents whose id is composed so. */
  bounds(key: Key, asked: Asked): Bounds
  ordered(op: Comparison, key: Key): Bounds
  /** The text of the id; null where a part is missing or cannot be printed. */
  readonly expression: Expression
  /** Every part is there, and is a key. */
  readonly whole: Bounds
  /** Stored paths of the parts. */
  readonly parts: readonly string[]
}

const PLACEHOLDER = /\{([^{}]+)\}/g
/** More ways to split an id among its parts than these are not asked. */
const MOST_SPLITS = 256

/** null where a part has no plain path. */
export function idTemplate(text: string, { stored }: Shape): IdTemplate | null {
  const parts: string[] = []
  const literals: string[] = []
  let from = 0
  for (const found of text.matchAll(PLACEHOLDER)) {
    literals.push(text.slice(from, found.index))
    from = found.index + found[0].length
    const alias = stored[found[1] ?? '']
    parts.push((typeof alias === 'string' ? alias : alias?.at) ?? found[1] ?? '')
  }
  literals.push(text.slice(from))
  if (!parts.every(isPlainPath)) return null
  const columns = parts.map(partColumn)
  const expression = composed(parts, literals)
  return {
    expression,
    parts,
    whole: allOf(
      columns.map((column) => placed(column, column.kind?.fits(new Set()) ?? null, false)),
    ),
    bounds: (key) => splitBounds(keyText(key), { columns, literals }),
    ordered(op, key) {
      const printed = keyText(key)
      if (typeof key !== 'string' || !sayable(printed)) return atMost(true)
      return exactly({ $expr: { $and: [{ [`$${op}`]: [expression, literal(printed)] }] } })
    },
  }
}

const asStored = { decode: (stored: unknown) => stored, identity: String, prefers: () => false }

function partColumn(at: string): Column {
  const place = { lists: [], around: null, astray: false, scattered: false }
  return { ...place, name: at, at, kind: keyKind(null), shape: 'value', ...asStored }
}

interface Parts {
  readonly columns: readonly Column[]
  readonly literals: readonly string[]
}

function splitBounds(text: string, { columns, literals }: Parts): Bounds {
  const splits = splitsOf(text, literals)
  if (splits.length >= MOST_SPLITS) return atMost(true)
  return anyOf(
    splits.map((texts) =>
      allOf(
        columns.map((column, i) =>
          placed(column, column.kind?.compare('eq', texts[i] ?? '', new Set()) ?? null, false),
        ),
      ),
    ),
  )
}

/** Every way in which the text falls into parts between the literals; parts may be empty. */
export function splitsOf(text: string, [before = '', ...after]: readonly string[]): string[][] {
  if (!text.startsWith(before)) return []
  const rest = text.slice(before.length)
  const [next] = after
  if (next === undefined) return rest === '' ? [[]] : []
  const splits: string[][] = []
  for (let end = 0; end <= rest.length && splits.length < MOST_SPLITS; end++) {
    if (!rest.startsWith(next, end)) continue
    for (const more of splitsOf(rest.slice(end), after)) splits.push([rest.slice(0, end), ...more])
  }
  return splits
}

function composed(parts: readonly string[], literals: readonly string[]): Expression {
  const texts = parts.flatMap((at, i): Expression[] => [
    { $toString: valueAt(at, '$') },
    literal(literals[i + 1] ?? ''),
  ])
  const printable = parts.map((at) => printableKey(valueAt(at, '$')))
  return when(all(...printable), { $concat: [literal(literals[0] ?? ''), ...texts] }, null)
}

function printableKey(value: Expression): Expression {
  return { $or: [isText(value), isObjectId(value), all(isNumber(value), isWhole(value))] }
}
