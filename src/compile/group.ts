import type { CollectionModel } from '../model/model.ts'
import type { Output } from './builder.ts'
import { targetOf, type Compilation } from './compilation.ts'
import { datePartsType, isDate } from './date-parts.ts'
import { one } from './describe.ts'
import { figureOutputs } from './figures.ts'
import { groupable } from './group-by.ts'
import type { Leaf } from './members.ts'
import { mirrored } from './mirror.ts'
import { namesOf } from './where.ts'

type Stamped = Pick<Output, 'type' | 'stamp'>

/** A group: its key and its figures, `BooksGroup`. */
export function groupType(c: Compilation, of: CollectionModel): string {
  return c.types.values(of.names.group, () => ({
    description: `The ${of.name} that have a key in common, and their figures.`,
    fields: () => ({
      key: {
        type: groupKeyType(c, of),
        description: 'What they have in common.',
        stamp: { kind: 'groupKey' },
      },
      ...figureOutputs(c, of),
    }),
  }))
}

function groupKeyType(c: Compilation, of: CollectionModel): string {
  const description = `What a group of ${of.name} has in common; what is not in \`by\` is null.`
  const fields = () =>
    mirrored<Stamped>(c, of, {
      leaf: ({ leaf }) => groupable(leaf) && keyLeaf(c, leaf),
      one: ({ link }) => {
        const type = groupKeyType(c, targetOf(c, link.to))
        return { type, stamp: { kind: 'groupLink', link } }
      },
      object: (field, inside) => {
        const { groupKey, type } = namesOf(field)
        const description = `What of ${one(type)} a group has in common.`
        const shape = () => ({ description, fields: () => inside })
        return {
          type: c.types.values(groupKey, shape),
          stamp: { kind: 'groupObject', name: field.name },
        }
      },
    })
  return c.types.values(of.names.groupKey, () => ({ description, fields }))
}

function keyLeaf(c: Compilation, leaf: Leaf): Stamped {
  const { path, computed } = leaf
  if (isDate(leaf))
    return { type: datePartsType(c, leaf), stamp: { kind: 'groupDate', path, computed } }
  return { type: leaf.text, stamp: { kind: 'groupValue', path, computed } }
}
