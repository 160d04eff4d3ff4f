import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import type { CollectionModel } from '../model.ts'
import { isName } from '../names.ts'

/** Names of types and plurals that GraphQL does not take, and plurals that are the singular. */
export function typeNames({ model }: Checked): readonly Mistake[] {
  return [...model.collections.values()].flatMap((collection) => [
    ...badNames(collection),
    ...samePlural(collection),
  ])
}

function badNames(collection: CollectionModel): readonly Mistake[] {
  const { name, names, type } = collection
  const rule =
    'is no name that GraphQL takes; use letters, digits and _, no digit first and no two _'
  return [
    ...(isName(type) ? [] : [mistake(collection, name, `the type "${type}" ${rule}`)]),
    ...(isName(names.many) || names.many === name
      ? []
      : [mistake(collection, `${name}.plural`, `"${names.many}" ${rule}`)]),
  ]
}

function samePlural(collection: CollectionModel): readonly Mistake[] {
  const { name, names, type } = collection
  if (names.one !== names.many) return []
  const sentence = `"${names.one}" would be both the query for one ${type} and the query for many; give the plural a name of its own, such as plural: '${names.one}List'`
  return [mistake(collection, name, sentence)]
}
