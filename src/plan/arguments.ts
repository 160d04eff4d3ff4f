import { getArgumentValues, GraphQLError } from 'graphql'
import { BadInputError, LimitError, type Issue } from '../errors.ts'
import { Misfit } from '../fields/field.ts'
import { keyOf, type Key } from '../fields/key.ts'
import type { CollectionModel, ComputedModel, FieldModel, Model } from '../model/model.ts'
import { sortKeys } from '../model/sort.ts'
import { whereFilter } from '../model/where.ts'
import { decodeCursor } from '../query/cursor.ts'
import { both, everything, type Filter } from '../query/filter.ts'
import { wholeList, type Page } from '../query/page.ts'
import type { Sort } from '../query/sort.ts'
import { groupArguments, type GroupArguments } from './group-arguments.ts'
import type { Step } from './plan.ts'
import { visibleSort } from './visible-sort.ts'
import { conditionsOf, nestingOf } from './weigh.ts'

/** The arguments of a step, for one request. */
export interface StepArguments {
  readonly ids: readonly Key[]
  readonly filter: Filter
  readonly sort: Sort
  readonly page: Page
  readonly groups: GroupArguments | null
}

/** Who asks, of what, with which variables. */
export interface Asker {
  readonly model: Model
  readonly variables: Readonly<Record<string, unknown>>
  readonly mayRead: (field: FieldModel | ComputedModel) => boolean
}

/** A field with bad arguments: where in the answer it would stand, and everything wrong. */
export interface BadArguments {
  readonly path: readonly string[]
  readonly error: BadInputError
}

/**
 * The arguments of every step, by slot, and all bad ones at once.
 * @throws LimitError LIMIT_EXCEEDED: conditions, filter nesting
 */
export function planArguments(
  steps: readonly Step[],
  asker: Asker,
): { args: readonly StepArguments[]; bad: readonly BadArguments[] } {
  const bad: BadArguments[] = []
  let conditions = 0
  const args = steps.map((step) => {
    const issues: Issue[] = []
    const one = stepArguments(step, asker, issues)
    conditions += conditionsOf(one.filter)
    if (issues.length > 0) bad.push({ path: step.at.split('.'), error: new BadInputError(issues) })
    return one
  })
  const max = asker.model.limits.conditions
  if (conditions > max)
    throw new LimitError(
      'conditions',
      max,
      `${conditions} filter conditions; at most ${max} are allowed`,
    )
  return { args, bad }
}

function stepArguments(step: Step, asker: Asker, issues: Issue[]): StepArguments {
  const given = step.selected ? givenArguments(step.selected, asker, issues) : {}
  const { collection, by } = step
  const selection = by.kind === 'list' ? by.selection : null
  const filter = whereArgument({ given, asker, collection }, issues)
  const base = selection ? both(selection.where, filter) : filter
  const plain = { ids: idArguments(given, asker, issues), filter: base, groups: null }
  if (by.kind === 'id' || by.kind === 'ids' || by.kind === 'ref' || by.kind === 'summary')
    return { ...plain, sort: [], page: wholeList }
  if (by.kind === 'groups') {
    const groups = groupArguments({ given, collection, figures: by.figures, ...asker }, issues)
    return { ...plain, sort: [], page: wholeList, groups }
  }
  const declared = by.kind === 'owned' ? [] : (selection?.sort ?? collection.order)
  const stored = visibleSort(declared, { ...asker, collection })
  const sort = sortArgument({ given, asker, collection }, stored, issues)
  return { ...plain, sort, page: pageOf(step, { given, sort, asker }, issues) }
}

type Given = Readonly<Record<string, unknown>>

interface Ask {
  readonly given: Given
  readonly asker: Asker
  readonly collection: CollectionModel
}

function givenArguments(
  selected: NonNullable<Step['selected']>,
  asker: Asker,
  issues: Issue[],
): Given {
  try {
    return getArgumentValues(selected.definition, selected.node, asker.variables)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    issues.push({ path: [selected.definition.name], code: 'type', message: error.message })
    return {}
  }
}

function whereArgument(ask: Ask, issues: Issue[]): Filter {
  const { where } = ask.given
  if (where === undefined || where === null) return everything
  const { model, mayRead } = ask.asker
  const max = model.limits.filterNesting
  if (nestingOf(where) > max)
    throw new LimitError('filterNesting', max, `A filter may nest at most ${max} levels`)
  const asked = whereFilter({ model, collection: ask.collection, where, mayRead })
  issues.push(...asked.issues)
  return asked.filter
}

function sortArgument(ask: Ask, fallback: Sort, issues: Issue[]): Sort {
  const { sort } = ask.given
  if (!Array.isArray(sort) || sort.length === 0) return fallback
  const { model, mayRead } = ask.asker
  const asked = sortKeys({ model, collection: ask.collection, sort, mayRead })
  issues.push(...asked.issues)
  return asked.sort
}

function idArguments(given: Given, asker: Asker, issues: Issue[]): readonly Key[] {
  if (typeof given['id'] === 'string') return [keyOf(given['id'])]
  const ids = given['ids']
  if (!Array.isArray(ids)) return []
  const max = asker.model.limits.ids
  if (ids.length > max)
    issues.push({
      path: ['ids'],
      code: 'max',
      message: `${ids.length} ids; at most ${max} are allowed`,
    })
  return ids.map((id) => keyOf(String(id)))
}

function pageOf(
  step: Step,
  ask: { given: Given; sort: Sort; asker: Asker },
  issues: Issue[],
): Page {
  const { page } = step.collection
  if ('shown' in step.by && step.by.shown) return { ...wholeList, first: page.max + 1 }
  if (step.by.kind === 'reverse' && !step.by.link.many) return { ...wholeList, first: 1 }
  const { given } = ask
  const first = sizeArgument('first', given, { max: page.max }, issues)
  const last = sizeArgument('last', given, { max: page.max }, issues)
  const skip = sizeArgument('skip', given, { max: ask.asker.model.limits.skip }, issues)
  const after = cursorArgument('after', ask, issues)
  const before = cursorArgument('before', ask, issues)
  if (first !== null && last !== null)
    issues.push({ path: ['last'], code: 'together', message: 'give "first" or "last", not both' })
  if (skip !== null && (given['after'] ?? given['before'] ?? last) != null)
    issues.push({
      path: ['skip'],
      code: 'together',
      message: '"skip" goes with "first" only, not with a cursor or "last"',
    })
  return {
    first: last === null ? (first ?? page.default) : null,
    last,
    skip: skip ?? 0,
    after,
    before,
    total: step.total,
  }
}

function sizeArgument(
  name: string,
  given: Given,
  bounds: { max: number },
  issues: Issue[],
): number | null {
  const value = given[name]
  if (value === undefined || value === null) return null
  const number = Number(value)
  const message = `${number} is not between 0 and ${bounds.max}`
  if (number < 0) issues.push({ path: [name], code: 'min', message })
  if (number > bounds.max) issues.push({ path: [name], code: 'max', message })
  return number
}

function cursorArgument(
  name: 'after' | 'before',
  ask: { given: Given; sort: Sort },
  issues: Issue[],
) {
  const text = ask.given[name]
  if (typeof text !== 'string') return null
  try {
    return decodeCursor(text, ask.sort)
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    issues.push({ path: [name], code: 'cursor', message: error.message })
    return null
  }
}
