import { dateNames } from '../model/names.ts'
import type { DatePart } from '../plan/stamps.ts'
import type { Input, Output } from './builder.ts'
import type { Compilation } from './compilation.ts'
import type { Leaf } from './members.ts'
import { sortDirection } from './sort.ts'

/** Days and moments can be grouped by their parts. */
export function isDate(leaf: Leaf): boolean {
  return leaf.type.operators.includes('year')
}

const parts: Readonly<Record<DatePart, string>> = {
  value: 'The value itself.',
  year: 'The year (UTC).',
  month: 'The month (UTC), 1 to 12.',
  day: 'The day of the month (UTC), 1 to 31.',
}

/** What of a date a group is by: `DateTimeGroupBy`. */
export function datePartsInput(c: Compilation, { text }: Leaf): string {
  return c.types.input(dateNames(text).groupBy, () => ({
    description: `What of a ${text} to group by: say \`true\` to one part.`,
    oneOf: true,
    fields: () => each((_, description): Input => ({ type: 'Boolean', description })),
  }))
}

/** By what of a date to sort groups: `DateTimeGroupKeySort`. */
export function datePartsSortInput(c: Compilation, { text }: Leaf): string {
  return c.types.input(dateNames(text).groupKeySort, () => ({
    description: `By what of a ${text} to sort groups.`,
    oneOf: true,
    fields: () => each((_, description): Input => ({ type: sortDirection(c), description })),
  }))
}

/** What of a date a group has in common: `DateTimeGroupKey`. */
export function datePartsType(c: Compilation, { text }: Leaf): string {
  return c.types.values(dateNames(text).groupKey, () => ({
    description: `What of a ${text} a group has in common; what is not in \`by\` is null.`,
    fields: () =>
      each((part, description): Output => {
        const stamp = { kind: 'groupPart', part } as const
        return { type: part === 'value' ? text : 'Int', description, stamp }
      }),
  }))
}

function each<T>(make: (part: DatePart, description: string) => T): Record<DatePart, T> {
  return {
    value: make('value', parts.value),
    year: make('year', parts.year),
    month: make('month', parts.month),
    day: make('day', parts.day),
  }
}
