import { isRule } from '../../access/decide.ts'
import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isObject, placedFields } from '../declared.ts'
import type { Declared } from '../declared.ts'
import type { ExportedPart } from '../modules.ts'
import { suggest } from '../suggest.ts'
import { RIGHTS } from '../unruled.ts'
import { roleWrong, ruleWrong } from './rule-wrong.ts'
import type { RulePlace } from './rule-wrong.ts'

/** Rules of collections, fields, computed fields, selections and actions, and the default ones. */
export function accessRules({ declared, model, schema, config }: Checked): readonly Mistake[] {
  const own = declared.flatMap((one) => {
    const collection = model.collections.get(one.name)
    return collection ? ofCollection({ model, collection }, one) : []
  })
  const parts = schema.parts.filter(isFirst).flatMap((part) => {
    const { can } = part.value.options
    const collection = model.collections.get(part.on ?? '')
    if (can === undefined || !collection) return []
    const at = `${part.module}.${part.name}.can`
    return ruleWrong({ model, collection }, can).map((wrong) => mistake(part, at, wrong))
  })
  return [...defaultRules(config.can), ...own, ...parts]
}

/** A part that is exported under two names is told of once. */
function isFirst(part: ExportedPart, at: number, parts: readonly ExportedPart[]): boolean {
  return parts.findIndex((other) => other.value === part.value) === at
}

/** Default rules speak of no collection: of roles, or in code. */
function defaultRules(can: unknown): readonly Mistake[] {
  if (!isObject(can)) return []
  return Object.entries(can).flatMap(([right, rule]) =>
    defaultWrong(rule).map((message) => ({ at: `config.can.${right}`, message })),
  )
}

function defaultWrong(rule: unknown): readonly string[] {
  if (typeof rule === 'boolean' || typeof rule === 'function') return []
  if (!isRule(rule)) {
    return [
      `takes true, false, role(…) or a function, not ${shown(rule)}; row rules stand in a collection`,
    ]
  }
  if (rule.rule === 'role') return roleWrong(rule.role)
  if (rule.rule === 'owner') {
    return [
      'cannot be owner(…), since fields differ between collections; say it in the collections',
    ]
  }
  return (rule.rule === 'not' ? [rule.of] : rule.of).flatMap(defaultWrong)
}

/** Reading is decided by `read`; the rest is about writing. */
const FIELD_RIGHTS = ['read', 'set', 'update']

function ofCollection(place: RulePlace, one: Declared): readonly Mistake[] {
  const { options, fields, computed } = one.declaration
  const inside = placedFields(fields).flatMap(({ path, field }) => {
    const at = [one.name, ...path].join('.')
    return rights({ ...place, field: true }, one, {
      at,
      can: field.options.can,
      known: FIELD_RIGHTS,
    })
  })
  const made = Object.entries(computed).flatMap(([name, value]) => {
    const can = isObject(value) ? value['can'] : undefined
    return rights({ ...place, field: true }, one, {
      at: `${one.name}.${name}`,
      can,
      known: ['read'],
    })
  })
  const whole = rights(place, one, { at: one.name, can: options['can'], known: RIGHTS })
  return [...whole, ...inside, ...made]
}

interface Rights {
  readonly at: string
  readonly can: unknown
  readonly known: readonly string[]
}

function rights(place: RulePlace, one: Declared, { at, can, known }: Rights): readonly Mistake[] {
  if (can === undefined) return []
  if (!isObject(can) || isRule(can)) {
    const example = known.map((right) => `${right}: …`).join(', ')
    const came = isRule(can) ? `the rule ${can.rule}()` : shown(can)
    return [mistake(one, `${at}.can`, `takes rules by right, { ${example} }, not ${came}`)]
  }
  return Object.entries(can).flatMap(([right, rule]) => {
    const here = `${at}.can.${right}`
    if (!known.includes(right)) return [mistake(one, here, `is no right.${suggest(right, known)}`)]
    return ruleWrong({ ...place, field: place.field === true && right === 'read' }, rule).map(
      (wrong) => mistake(one, here, wrong),
    )
  })
}
