import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import type { CollectionModel } from '../model.ts'
import { fieldAt } from '../owner.ts'
import { suggest } from '../suggest.ts'

/** `unique` is a list of lists of stored fields. */
export function uniqueFields({ declared, model }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const collection = model.collections.get(one.name)
    const { unique } = one.declaration.options
    if (!collection || unique === undefined) return []
    const sentences = Array.isArray(unique)
      ? unique.flatMap((set) => ofSet(collection, set))
      : [takes(unique)]
    return sentences.map((sentence) => mistake(one, `${one.name}.unique`, sentence))
  })
}

function takes(value: unknown): string {
  return `takes lists of fields that are unique together, such as [['title', 'author']], not ${shown(value)}`
}

function ofSet(collection: CollectionModel, set: unknown): readonly string[] {
  if (!Array.isArray(set) || set.length === 0) return [takes(set)]
  const twice = set
    .filter((name, i) => set.indexOf(name) !== i)
    .map((name) => `names "${String(name)}" twice`)
  return [...twice, ...set.flatMap((name) => ofName(collection, String(name)))]
}

function ofName(collection: CollectionModel, name: string): readonly string[] {
  const field = fieldAt(collection.fields, name.split('.'))
  if (!field) return [`there is no field "${name}".${suggest(name, collection.fields.keys())}`]
  if (field.fields || field.inList || field.field.kind === 'list' || field.link?.many) {
    return [
      `"${name}" is ${field.inList ? 'in a list of objects' : 'no single value'}, and cannot be unique`,
    ]
  }
  return field.link?.holder === 'far'
    ? [`"${name}" is not stored here; ${field.link.to}.${field.link.reverse ?? ''} is`]
    : []
}
