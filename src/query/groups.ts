import type { FieldType, Operator } from '../fields/field.ts'
import { condition } from './condition.ts'
import { least } from './least.ts'
import { valueOrder } from './order.ts'
import type { Summary, SummaryAnswer } from './summary.ts'

/** What a condition or a sort speaks of: the number of rows, or a figure by its place in the question. */
export type GroupFigure =
  | { readonly kind: 'count' }
  | { readonly kind: 'figure'; readonly index: number }

/** A condition on a group. `value` is decoded, as in `Compare`. */
export interface Having {
  readonly target: GroupFigure
  readonly op: Operator
  readonly value: unknown
  /**
   * The type of the figure as answered: `int` for counts, `float` for sums and averages of int and float, `decimal`
   * for those of bigint and decimal, else the field's own.
   */
  readonly type: FieldType
  /** As in `Compare`. */
  readonly ignoreCase?: boolean
}

/** One key of an order of groups. */
export interface GroupSort {
  readonly target: GroupFigure | { readonly kind: 'key'; readonly index: number }
  readonly direction: 'asc' | 'desc'
  /** As in `Having`; of a key the type of its values, of a date part a number's. */
  readonly type: FieldType
}

/** Which groups are answered, and in which order. */
export interface Arrangement {
  /** All must hold. */
  readonly having: readonly Having[]
  /** Nulls first ascending, last descending. What is equal comes by its keys, ascending. */
  readonly sort: readonly GroupSort[]
  /** The types of the group keys; of a date part a number's. */
  readonly keyTypes: readonly FieldType[]
  /** null: all. */
  readonly first: number | null
  readonly skip: number
}

/**
 * Chooses and orders groups: `having`, then the sort (the keys ascending decide last), then `skip` and `first`.
 *
 * @example
 * arrangeGroups(groups, { having: [], sort: [], keyTypes: [stringType], first: 100, skip: 0 })
 */
export function arrangeGroups(groups: SummaryAnswer, arrangement: Arrangement): SummaryAnswer {
  const { having, first, skip } = arrangement
  const tests = having.map(groupTest)
  const chosen = groups.filter((group) => tests.every((test) => test(group)))
  const end = first === null ? Infinity : skip + first
  return least(chosen, end, groupOrder(arrangement)).slice(skip)
}

function groupTest({ target, ...asked }: Having): (group: Summary) => boolean {
  const test = condition(asked)
  return (group) => test(targetValue(group, target))
}

function groupOrder({ sort, keyTypes }: Arrangement): (a: Summary, b: Summary) => number {
  const byKeys = keyTypes.map((type, index): GroupSort => ({
    target: { kind: 'key', index },
    direction: 'asc',
    type,
  }))
  const orders = [...sort, ...byKeys].map(({ target, direction, type }) => {
    const order = valueOrder(type, direction)
    return (a: Summary, b: Summary) => order(targetValue(a, target), targetValue(b, target))
  })
  return (a, b) => {
    for (const order of orders) {
      const result = order(a, b)
      if (result !== 0) return result
    }
    return 0
  }
}

function targetValue({ key, count, values }: Summary, target: GroupSort['target']): unknown {
  if (target.kind === 'count') return count
  return (target.kind === 'key' ? key : values)[target.index] ?? null
}
