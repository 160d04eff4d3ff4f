import { isRule, waits } from '../../access/decide.ts'
import type { RuleValue } from '../../access/rules.ts'
import { shown } from '../../fields/misfit.ts'
import type { Filter } from '../../query/filter.ts'
import { isObject } from '../declared.ts'
import type { CollectionModel, Model } from '../model.ts'
import { ownedBy, ownerField } from '../owner.ts'
import { suggest } from '../suggest.ts'
import { whereFilter } from '../where.ts'
import { sentences } from './sentences.ts'

/** What a rule speaks of. `field`: reading one field, decided in memory, row by row. */
export interface RulePlace {
  readonly model: Model
  readonly collection: CollectionModel
  readonly field?: boolean
}

/** Everything wrong with a rule, in words. */
export function ruleWrong(place: RulePlace, rule: unknown): readonly string[] {
  const wrong = partWrong(place, rule)
  return wrong.length > 0 ? wrong : togetherWrong(place, rule)
}

function partWrong(place: RulePlace, rule: unknown): readonly string[] {
  if (typeof rule === 'boolean' || typeof rule === 'function') return []
  if (isRule(rule)) return declaredWrong(place, rule)
  if (isObject(rule)) return sentences(asked(place, rule).issues)
  return [
    `is no rule but ${shown(rule)}; write true, false, role('staff'), owner('user'), a where, or a function`,
  ]
}

function asked({ model, collection }: RulePlace, where: unknown): ReturnType<typeof whereFilter> {
  return whereFilter({ model, collection, where, mayRead: () => true, at: [] })
}

function declaredWrong(place: RulePlace, rule: RuleValue): readonly string[] {
  switch (rule.rule) {
    case 'role':
      return roleWrong(rule.role)
    case 'owner':
      return ownerWrong(place, rule.path)
    case 'not':
      return partWrong(place, rule.of)
    case 'every':
    case 'some':
      if (rule.of.length === 0) return [`${rule.rule}() of nothing decides nothing; hand it rules`]
      return rule.of.flatMap((part) => partWrong(place, part))
  }
}

/** Whether the name of a role is one. */
export function roleWrong(name: unknown): readonly string[] {
  if (typeof name === 'string' && name !== '') return []
  return [`role() takes the name of a role, not ${shown(name)}`]
}

function ownerWrong({ collection }: RulePlace, path: unknown): readonly string[] {
  if (typeof path === 'string' && ownerField(collection, path)) return []
  const hint = suggest(String(path), collection.links.keys()).replace('Known:', 'Links:')
  return [
    `owner('${String(path)}') names no link, and no field that could hold the id of a user.${hint}`,
  ]
}

/** Rules that are sound alone, and cannot be decided together or where they stand. */
function togetherWrong(place: RulePlace, rule: unknown): readonly string[] {
  if (place.field && isAsync(rule)) {
    return [
      'waits for other items, which a rule of a field cannot; move it to the collection, or decide it by the item alone',
    ]
  }
  if (place.field && isLinked(place, rule)) {
    return [
      'asks linked items, which a rule of a field cannot; ask the stored key (authorId), or move it to the collection',
    ]
  }
  if (!isRule(rule) || rule.rule === 'role' || rule.rule === 'owner') return []
  const parts = rule.rule === 'not' ? [rule.of] : rule.of
  if (rule.rule !== 'every' && parts.some(isAsync) && parts.some((part) => isLinked(place, part))) {
    return ['puts a rule that waits beside one that asks linked items; decide both in the function']
  }
  return parts.flatMap((part) => togetherWrong(place, part))
}

function isAsync(rule: unknown): boolean {
  if (typeof rule === 'function') return waits(rule as (...args: never) => unknown)
  if (!isRule(rule) || rule.rule === 'role' || rule.rule === 'owner') return false
  return rule.rule === 'not' ? isAsync(rule.of) : rule.of.some(isAsync)
}

function isLinked(place: RulePlace, rule: unknown): boolean {
  if (!isRule(rule)) return isObject(rule) && hasLinked(asked(place, rule).filter)
  if (rule.rule === 'role') return false
  if (rule.rule === 'owner')
    return hasLinked(ownedBy(place.collection, rule.path, { id: '', roles: [] }))
  return rule.rule === 'not'
    ? isLinked(place, rule.of)
    : rule.of.some((part) => isLinked(place, part))
}

function hasLinked(filter: Filter): boolean {
  switch (filter.kind) {
    case 'linked':
      return true
    case 'and':
    case 'or':
      return filter.of.some(hasLinked)
    case 'not':
    case 'elements':
      return hasLinked(filter.of)
    case 'compare':
    case 'keys':
    case 'test':
      return false
  }
}
