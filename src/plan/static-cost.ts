import { Kind, type ValueNode } from 'graphql'
import type { CollectionModel, FieldModel, Model } from '../model/model.ts'
import { sizeOf, type ArgumentCost } from './cost.ts'
import type { Step } from './plan.ts'
import { hopsOf, semiJoinsOf, type RuleCalls } from './weigh.ts'

/**
 * The most that a step's arguments can cost, read from the document: what a variable may hold counts as the
 * declared maximum.
 */
export function maximalCost(step: Step, model: Model, ofRule: RuleCalls): ArgumentCost {
  const values = new Map(
    step.selected?.node.arguments?.map(({ name, value }) => [name.value, value] as const),
  )
  const { collection } = step
  const costliest = Math.max(0, ...[...model.collections.keys()].map(ofRule))
  const at = { collection, model, ofRule, most: model.limits.conditions * (1 + costliest) }
  const where = linksIn(values.get('where'), at)
  const sort = linksIn(values.get('sort'), at)
  const by = linksIn(values.get('by'), at)
  return {
    calls: where + sort + by + declaredLinks(step, ofRule),
    size: sizeOf(step, { ids: idsIn(values.get('ids'), model), page: pageIn(step, values) }),
    code: true,
    keysFirst: step.by.kind === 'owned' && (values.size > 0 || step.total),
  }
}

/** Links of what the declarations add: a selection's `where` and `sort`, the collection's order. */
function declaredLinks(step: Step, ofRule: RuleCalls): number {
  const selection = step.by.kind === 'list' ? step.by.selection : null
  const order = selection?.sort ?? step.collection.order
  const sorted = order.reduce((total, { through }) => total + hopsOf(through ?? [], ofRule), 0)
  return sorted + (selection ? semiJoinsOf(selection.where, ofRule) : 0)
}

function idsIn(value: ValueNode | undefined, model: Model): number {
  return value?.kind === Kind.LIST ? value.values.length : model.limits.ids
}

function pageIn(step: Step, values: ReadonlyMap<string, ValueNode>): number {
  const { page } = step.collection
  if ('shown' in step.by && step.by.shown) return page.max + 1
  if (step.by.kind === 'reverse' && !step.by.link.many) return 1
  const sizes = ['first', 'last'].flatMap((name) => {
    const value = values.get(name)
    if (!value || value.kind === Kind.NULL) return []
    return [value.kind === Kind.INT ? Number(value.value) : page.max]
  })
  const variable = ['first', 'last'].some((name) => values.get(name)?.kind === Kind.VARIABLE)
  return Math.max(...sizes, sizes.length === 0 || variable ? page.default : 0)
}

interface At {
  readonly collection: CollectionModel
  readonly model: Model
  readonly ofRule: RuleCalls
  /** What a whole variable may hold. */
  readonly most: number
  readonly fields?: ReadonlyMap<string, FieldModel>
}

/** Names of a `where` that hold further conditions. */
const structure = new Set(['and', 'or', 'not', 'some', 'every', 'none'])

/** Links crossed by a `where`, `sort` or `by`: each may be a call. */
function linksIn(value: ValueNode | undefined, at: At): number {
  if (!value) return 0
  if (value.kind === Kind.VARIABLE) return at.most
  if (value.kind === Kind.LIST)
    return value.values.reduce((total, one) => total + linksIn(one, at), 0)
  if (value.kind !== Kind.OBJECT) return 0
  return value.fields.reduce((total, { name, value: inner }) => {
    return total + linksBelow(name.value, inner, at)
  }, 0)
}

function linksBelow(name: string, value: ValueNode, at: At): number {
  const field = (at.fields ?? at.collection.fields).get(name)
  if (!field) return structure.has(name) ? linksIn(value, at) : 0
  if (field.link) {
    const collection = at.model.collections.get(field.link.to)
    if (!collection) return 0
    const { fields: _, ...rest } = at
    const each = 1 + at.ofRule(field.link.to)
    return quantifiers(value) * each + linksIn(value, { ...rest, collection })
  }
  return field.fields ? linksIn(value, { ...at, fields: field.fields }) : 0
}

/** `{ some: …, none: … }` are a semi-join each; anything else through a link is one. */
function quantifiers(value: ValueNode): number {
  return value.kind === Kind.OBJECT ? Math.max(1, value.fields.length) : 1
}
