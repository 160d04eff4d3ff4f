import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { elementOf, isField, isObject } from '../declared.ts'
import { needsOf } from '../computed.ts'
import type { CollectionModel } from '../model.ts'
import { fieldAt } from '../owner.ts'
import { neededPath } from '../paths.ts'
import { suggest } from '../suggest.ts'

const known = ['of', 'description', 'reads', 'needs', 'filter', 'can', 'from']

/** Computed fields have a type, code, and read what is stored. */
export function computedFields({ declared, model }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const collection = model.collections.get(one.name)
    if (!collection) return []
    return Object.entries(one.declaration.computed).flatMap(([name, computed]) =>
      ofComputed({ model, collection }, computed).map((sentence) =>
        mistake(one, `${one.name}.${name}`, sentence),
      ),
    )
  })
}

interface Place {
  readonly model: Checked['model']
  readonly collection: CollectionModel
}

function ofComputed(place: Place, computed: unknown): readonly string[] {
  if (!isObject(computed)) return ['is no computed field; write { of: bool(), from: (item) => … }']
  return [
    ...Object.keys(computed)
      .filter((name) => !known.includes(name))
      .map((name) => `"${name}" is no option of a computed field.${suggest(name, known)}`),
    ...typeWrong(computed['of']),
    ...(typeof computed['from'] === 'function'
      ? []
      : ['has no from, the function that makes the value of the item']),
    ...readsWrong(place, computed['reads']),
    ...needsWrong(place, computed),
  ]
}

function typeWrong(of: unknown): readonly string[] {
  if (!isField(of)) return ['has no type; write of: bool()']
  const { kind } = elementOf(of)
  if (kind !== 'object' && kind !== 'ref' && kind !== 'refsList') return []
  return [
    `cannot be of ${kind}(); a computed field is a value, such as int() or oneOf([...]), or a list of values`,
  ]
}

function readsWrong({ collection }: Place, reads: unknown): readonly string[] {
  if (reads === undefined) return []
  if (!Array.isArray(reads)) return ["reads takes a list of field names, such as reads: ['loan']"]
  return reads.flatMap((name: unknown) => {
    const field = fieldAt(collection.fields, String(name).split('.'))
    if (!field)
      return name === 'id'
        ? []
        : [
            `reads "${String(name)}", which is no stored field.${suggest(String(name), collection.fields.keys())}`,
          ]
    if (field.link?.holder !== 'far') return []
    return [
      `reads "${String(name)}", which is derived from ${field.link.to}.${field.link.reverse ?? ''} and not stored; say it under needs`,
    ]
  })
}

function needsWrong(
  { model, collection }: Place,
  computed: Readonly<Record<string, unknown>>,
): readonly string[] {
  const { needs, filter } = computed
  if (needs === undefined) return []
  if (!Array.isArray(needs)) return ["needs takes a list of paths, such as needs: ['author.name']"]
  const wrong = needsOf(computed).flatMap((text) => {
    const found = neededPath(model, collection, text)
    return 'wrong' in found && found.wrong !== null ? [`needs: ${found.wrong}`] : []
  })
  if (filter !== true || needs.length === 0) return wrong
  return [
    ...wrong,
    'cannot say filter: true, because it needs other items; filters see the row alone',
  ]
}
