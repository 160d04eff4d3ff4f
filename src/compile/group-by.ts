import type { CollectionModel } from '../model/model.ts'
import type { Input, Inputs } from './builder.ts'
import { targetOf, type Compilation } from './compilation.ts'
import { datePartsInput, datePartsSortInput, isDate } from './date-parts.ts'
import { one } from './describe.ts'
import { askable, type Leaf } from './members.ts'
import { mirrored } from './mirror.ts'
import { sortDirection } from './sort.ts'
import { namesOf } from './where.ts'

type Typed = Pick<Input, 'type'>

/** Values that a group can be by; of a list, its elements. */
export function groupable(leaf: Leaf): boolean {
  return leaf.type.operators.includes('eq')
}

/** What groups are by: `BooksGroupBy`. */
export function groupByInput(c: Compilation, of: CollectionModel): string {
  const description = `What to group ${of.name} by, one per element of the list. Lists count once per element, and null is a group of its own.`
  const fields = () =>
    mirrored<Typed>(c, of, {
      leaf: ({ leaf }) =>
        groupable(leaf) && { type: isDate(leaf) ? datePartsInput(c, leaf) : 'Boolean' },
      one: ({ link }) => ({ type: groupByInput(c, targetOf(c, link.to)) }),
      object: (field, inside) => {
        const { groupBy, type } = namesOf(field)
        return { type: oneOf(c, groupBy, `What of ${one(type)} to group by.`, () => inside) }
      },
    })
  return oneOf(c, of.names.groupBy, description, fields)
}

/** By which part of their key to sort groups: `BooksGroupKeySort`. */
export function groupKeySortInput(c: Compilation, of: CollectionModel): string {
  const description = 'By which part of their key to sort groups; it must stand in `by`.'
  const fields = () =>
    mirrored<Typed>(c, of, {
      leaf: ({ leaf }) =>
        groupable(leaf) && { type: isDate(leaf) ? datePartsSortInput(c, leaf) : sortDirection(c) },
      one: ({ link }) => ({ type: groupKeySortInput(c, targetOf(c, link.to)) }),
      object: (field, inside) => {
        const { groupKeySort, type } = namesOf(field)
        return {
          type: oneOf(c, groupKeySort, `By what of ${one(type)} to sort groups.`, () => inside),
        }
      },
    })
  return oneOf(c, of.names.groupKeySort, description, fields)
}

function oneOf(c: Compilation, name: string, description: string, fields: () => Inputs): string {
  return c.types.input(name, () => ({ description, oneOf: true, fields }))
}

/** A `by` that this collection takes: an enum or a flag where there is one, else the first own value. */
export function groupByExample(c: Compilation, of: CollectionModel): string {
  const leaves = askable(c, of).flatMap((member) =>
    member.kind === 'leaf' && member.leaf.source === 'value' && groupable(member.leaf)
      ? [member]
      : [],
  )
  const telling = leaves.find(({ leaf }) => leaf.field?.enumName || leaf.text === 'Boolean')
  const { name, leaf } = telling ?? leaves[0] ?? {}
  return leaf && isDate(leaf)
    ? `\`[{ ${name}: { year: true } }]\``
    : `\`[{ ${name ?? 'id'}: true }]\``
}
