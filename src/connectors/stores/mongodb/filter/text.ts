import { alikeInCase } from '../../../../query/fold.ts'
import type { Compare } from '../../../../query/filter.ts'
import { anyOf, atMost, exactly, noneOf, type Bounds } from '../bounds.ts'
import type { Column } from '../columns.ts'
import { matching as likeText, sayable } from '../kinds/kind.ts'
import type { Asked } from './asked.ts'
import { fitting, placed } from './place.ts'

/** Longer patterns are refused by servers. */
const LONGEST = 8_000

/** `contains startsWith endsWith`, literally. `matches` is the gateway's: its syntax is RE2. */
export function textBounds({ op, value }: Compare, column: Column, asked: Asked): Bounds {
  if (!column.kind?.text) return atMost(column.kind ? fitting(column, asked).upper : true)
  const text = String(value)
  // Half of a surrogate pair is in no stored text.
  if (op !== 'matches' && !sayable(text)) return exactly(false)
  if (op === 'matches') return atMost(fitting(column, asked).upper)
  return matching(framed(op, literally(text)), column, asked)
}

/** The operators with `ignoreCase`: each letter is asked in every case that folds alike. */
export function foldedBounds(filter: Compare, column: Column, asked: Asked): Bounds {
  const { op, value } = filter
  if (op === 'ne' || op === 'nin') {
    return noneOf(foldedBounds({ ...filter, op: op === 'ne' ? 'eq' : 'in' }, column, asked))
  }
  if (op === 'eq' || op === 'in')
    return foldedEqual(op === 'eq' ? [value] : (value as []), column, asked)
  if (!column.kind?.text || op === 'matches') return textBounds(filter, column, asked)
  const text = String(value)
  if (!sayable(text)) return exactly(false)
  return matching(framed(op, folded(text)), column, asked)
}

function foldedEqual(values: readonly unknown[], column: Column, asked: Asked): Bounds {
  if (!column.kind?.text) return atMost(true)
  const parts = values.map((value) => {
    if (value === null || value === undefined) return noneOf(fitting(column, asked))
    const text = String(value)
    return sayable(text) ? matching(`^${folded(text)}\\z`, column, asked) : exactly(false)
  })
  return anyOf(parts)
}

function matching(pattern: string, column: Column, asked: Asked): Bounds {
  if (pattern === '') return fitting(column, asked)
  if (pattern.length > LONGEST) return atMost(fitting(column, asked).upper)
  return placed(column, [{ ops: likeText(pattern) }], asked.element.length > 0)
}

function framed(op: Compare['op'], pattern: string): string {
  if (op === 'startsWith') return `^${pattern}`
  return op === 'endsWith' ? `${pattern}\\z` : pattern
}

const SPECIAL = /[\\^$.*+?()[\]{}|]/g

function literally(text: string): string {
  return text.replace(SPECIAL, '\\$&').replaceAll('\0', '\\x00')
}

function folded(text: string): string {
  let pattern = ''
  for (const char of text) {
    const alike = alikeInCase(char)
    pattern += alike.length > 1 ? `[${alike.join('')}]` : literally(char)
  }
  return pattern
}
