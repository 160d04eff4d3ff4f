/** Declarations as a model, before anything is checked: what is broken is left out, and the rules name it. */

import { isNever, readRule } from '../access/decide.ts'
import type { RuleGround } from '../access/decide.ts'
import type { Config } from '../declare/config.ts'
import { defaultLimits } from '../declare/limits.ts'
import type { Limits } from '../declare/limits.ts'
import { everything } from '../query/filter.ts'
import type { Sort } from '../query/sort.ts'
import { computedModels, withNeeds } from './computed.ts'
import { isObject, placedFields } from './declared.ts'
import type { Declared, DeclaredSelection } from './declared.ts'
import { fieldModels, rightOf } from './field-models.ts'
import type { FieldsOf } from './field-models.ts'
import { kindsModel } from './kinds.ts'
import { idPath, pairLinks } from './links.ts'
import { metaModel } from './meta.ts'
import type { CollectionModel, LinkModel, Model, ModelPath, SelectionModel } from './model.ts'
import { collectionNames, selectionNames } from './names.ts'
import { fieldsTo, ownedBy } from './owner.ts'
import { modelPath } from './paths.ts'
import { idKey, sortKeys } from './sort.ts'
import { schemeOf } from './stores.ts'
import type { Stores } from './stores.ts'
import { storedView } from './stored.ts'
import { unruled } from './unruled.ts'
import { whereFilter } from './where.ts'

/** A collection while it is put together. */
type Shell = { -readonly [K in keyof CollectionModel]: CollectionModel[K] }

/** Puts the model together. */
export function draftModel(declared: readonly Declared[], config: Config, stores: Stores): Model {
  const collections = new Map<string, Shell>()
  const limits = limitsOf(config)
  const model: Model = Object.freeze({
    collections,
    stores: stores.models,
    limits,
    unruled: unruled(declared),
  })
  const links = pairLinks(declared)
  for (const one of declared) {
    collections.set(
      one.name,
      shellOf({ model, config, stores, declared: one }, links.get(one.name) ?? new Map()),
    )
  }
  for (const declaredOne of declared) {
    const shell = collections.get(declaredOne.name)
    if (shell) finish({ model, config, stores, declared: declaredOne }, shell)
  }
  return model
}

/** The default limits with those that the configuration changes. */
function limitsOf(config: Config): Limits {
  const changed = Object.entries(config.limits ?? {}).filter(([, value]) => isLimit(value))
  return Object.freeze({ ...defaultLimits, ...Object.fromEntries(changed) })
}

/** Whether a value can be a limit. */
export function isLimit(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0
}

interface Making {
  readonly model: Model
  readonly config: Config
  readonly stores: Stores
  readonly declared: Declared
}

function shellOf(making: Making, links: ReadonlyMap<string, LinkModel>): Shell {
  const { declared, model, stores } = making
  const { name, declaration, file } = declared
  const { options, type } = declaration
  const plural = typeof options['plural'] === 'string' ? options['plural'] : name
  const of: FieldsOf = {
    collection: name,
    type,
    links,
    ground: (place) => groundOf(model, name, place),
    stored: ({ to, ends }) => fieldsTo(model.collections.get(to), ends.far.names),
  }
  const fields = fieldModels(of, declaration.fields)
  const can = ruleOf(making, options['can'])
  return {
    name,
    type,
    names: collectionNames(type, plural),
    description: textOf(options['description']),
    file,
    fields: options['meta'] === false ? fields : new Map(fields).set('meta', metaModel),
    kinds: kindsModel(declaration, fields),
    computed: computedModels(of, declaration.computed),
    id: idPath,
    idType: idTypes.find((one) => one === options['idType']) ?? null,
    links,
    order: [idKey],
    unique: uniqueOf(declared),
    read: openRule,
    hidden: isNever(can),
    store: stores.uses.get(name) ?? { name: '', append: false, options: {}, calls: null },
    selections: [],
    page: pageOf(options['page'], model.limits),
  }
}

/** Until the rules are read, which speak of other collections. */
const allRows = { filter: everything, rows: null }
const openRule = Object.assign(() => allRows, { costliest: allRows })

/** What stored ids may be said to be. */
export const idTypes = ['int', 'text', 'objectId', 'uuid'] as const

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** Fields that are unique alone, and those that are together; `unique` of a list is about its elements. */
function uniqueOf({ declaration }: Declared): readonly (readonly string[])[] {
  const alone = placedFields(declaration.fields)
    .filter(
      ({ field, inList }) => field.options.unique === true && !inList && !LISTS.has(field.kind),
    )
    .map(({ path }) => [path.join('.')])
  const together = declaration.options['unique']
  const sets = Array.isArray(together) ? together.filter(Array.isArray) : []
  return Object.freeze([...alone, ...sets.map((set) => Object.freeze(set.map(String)))])
}

const LISTS: ReadonlySet<string> = new Set(['list', 'refsList'])

function pageOf(page: unknown, limits: Limits): CollectionModel['page'] {
  const own = isObject(page) ? page : {}
  const max = isLimit(own['max']) ? own['max'] : limits.pageMax
  const most = isLimit(own['default']) ? own['default'] : limits.pageDefault
  return Object.freeze({ default: Math.min(most, max), max })
}

function ruleOf({ config }: Making, can: unknown): unknown {
  return rightOf(can, 'read') ?? config.can?.read ?? true
}

function groundOf(model: Model, collection: string, name: string): RuleGround {
  const at = (): CollectionModel => {
    const found = model.collections.get(collection)
    if (!found) throw new TypeError(`${name} speaks of a collection that is not there`)
    return found
  }
  return {
    name,
    filter: (where) => whereFilter({ model, collection: at(), where, mayRead: () => true }).filter,
    owner: (path, user) => ownedBy(at(), path, user),
    view: (row) => storedView(at(), row),
  }
}

/** What speaks of other collections, once all are there. */
function finish(making: Making, shell: Shell): void {
  const { declared, model } = making
  const { options, computed } = declared.declaration
  shell.computed = withNeeds(model, shell, computed)
  shell.order = orderOf(making, shell)
  shell.read = readRule(
    ruleOf(making, options['can']),
    groundOf(model, shell.name, `${shell.name}.can.read`),
  )
  shell.selections = Object.freeze(
    declared.selections.map((one) => selectionOf(making, shell, one)),
  )
  Object.freeze(shell)
}

/**
 * The declared order, else the one in which the store is said to list; over HTTP else the store's own, where anything
 * else would read the whole list.
 */
function orderOf({ model, declared, stores }: Making, collection: CollectionModel): Sort {
  const store = model.stores.get(stores.uses.get(declared.name)?.name ?? '')
  const listed = collection.store.options['order'] ?? store?.options['order']
  const order = declared.declaration.options['order'] ?? listed
  if (order === 'store') return []
  if (order !== undefined)
    return sortKeys({ model, collection, sort: order, mayRead: () => true }).sort
  return HTTP.has(schemeOf(store?.url ?? '') ?? '') ? [] : collection.order
}

const HTTP: ReadonlySet<string> = new Set(['http', 'https'])

function selectionOf(
  making: Making,
  collection: CollectionModel,
  { name, options }: DeclaredSelection,
): SelectionModel {
  const { model } = making
  const ask = { model, collection, mayRead: () => true }
  const can = options['can'] ?? making.config.can?.read ?? true
  const { sort } = options
  return Object.freeze({
    name,
    names: Object.freeze(selectionNames(name, collection.names, isObject(options['show']))),
    description: textOf(options['description']),
    show: isObject(options['show']) ? showOf(model, collection, options['show']) : null,
    where: whereFilter({ ...ask, where: options['where'] }).filter,
    sort: sort === undefined ? null : sortKeys({ ...ask, sort }).sort,
    read: readRule(can, groundOf(model, collection.name, `${name}.can`)),
    hidden: isNever(can),
  })
}

function showOf(
  model: Model,
  collection: CollectionModel,
  show: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, ModelPath> {
  const columns = Object.entries(show).flatMap(([column, text]) => {
    const found = modelPath(model, collection, text)
    return 'path' in found ? [[column, found.path] as const] : []
  })
  return new Map(columns)
}
