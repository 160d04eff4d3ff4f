import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isObject } from '../declared.ts'
import type { DeclaredSelection } from '../declared.ts'
import type { CollectionModel, Model } from '../model.ts'
import { isName } from '../names.ts'
import { modelPath } from '../paths.ts'
import { sortKeys } from '../sort.ts'
import { suggest } from '../suggest.ts'
import { whereFilter } from '../where.ts'
import { sentences } from './sentences.ts'

const known = ['description', 'show', 'where', 'sort', 'can']

/** Paths, conditions and orders of selections are of the model. */
export function selections({ declared, model }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const collection = model.collections.get(one.name)
    if (!collection) return []
    return one.selections.flatMap((selection) => ofSelection(model, collection, selection))
  })
}

function ofSelection(
  model: Model,
  collection: CollectionModel,
  selection: DeclaredSelection,
): readonly Mistake[] {
  const { options, name } = selection
  const at = `${collection.name}.${name}`
  const told = (place: string) => (sentence: string) =>
    mistake(selection, `${at}.${place}`, sentence)
  const ask = { model, collection, mayRead: () => true, at: [] }
  return [
    ...Object.keys(options)
      .filter((key) => !known.includes(key))
      .map((key) => told(key)(`is no option of a selection.${suggest(key, known)}`)),
    ...showWrong(model, collection, options['show']).map(told('show')),
    ...sentences(whereFilter({ ...ask, where: options['where'] }).issues).map(told('where')),
    ...sortWrong(options['sort']).map(told('sort')),
    ...sentences(sortKeys({ ...ask, sort: options['sort'] }).issues).map(told('sort')),
  ]
}

function sortWrong(sort: unknown): readonly string[] {
  if (sort === undefined || Array.isArray(sort)) return []
  return [`takes a list such as [{ title: 'asc' }], not ${shown(sort)}`]
}

function showWrong(model: Model, collection: CollectionModel, show: unknown): readonly string[] {
  if (show === undefined) return []
  if (!isObject(show) || Object.keys(show).length === 0) {
    return [`takes paths by column, such as { author: '$.author.name' }, not ${shown(show)}`]
  }
  return Object.entries(show).flatMap(([column, path]) => {
    const found = modelPath(model, collection, path)
    const name = isName(column) ? [] : [`"${column}" is no name for a column that GraphQL takes`]
    return 'wrong' in found && found.wrong !== null ? [...name, `${column}: ${found.wrong}`] : name
  })
}
