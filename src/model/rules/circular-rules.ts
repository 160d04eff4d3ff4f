import { isRule } from '../../access/decide.ts'
import type { Mistake } from '../../errors.ts'
import type { Filter } from '../../query/filter.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isObject } from '../declared.ts'
import type { CollectionModel, Model } from '../model.ts'
import { ownedBy } from '../owner.ts'
import { whereFilter } from '../where.ts'

/** Rules for reading that ask linked items whose own rules lead back: nobody could ever decide them. */
export function circularRules({ declared, model }: Checked): readonly Mistake[] {
  const asks = new Map(
    declared.map(({ name, declaration: { options } }): [string, ReadonlySet<string>] => {
      const collection = model.collections.get(name)
      const read = isObject(options['can']) ? options['can']['read'] : undefined
      return [name, new Set(collection ? asked({ model, collection }, read) : [])]
    }),
  )
  return declared.flatMap((one) => {
    const way = wayBack(asks, one.name)
    if (!way) return []
    const message = `asks the items of ${way.join(', whose rule asks those of ')}, which is where it began; ask the stored key instead (authorId), or decide one of them by the item alone`
    return [mistake(one, `${one.name}.can.read`, message)]
  })
}

/** The shortest way over rules from a collection back to it. */
function wayBack(
  asks: ReadonlyMap<string, ReadonlySet<string>>,
  start: string,
): readonly string[] | null {
  const seen = new Set<string>()
  let ways: (readonly string[])[] = [[]]
  while (ways.length > 0) {
    const longer: (readonly string[])[] = []
    for (const way of ways) {
      for (const next of asks.get(way.at(-1) ?? start) ?? []) {
        if (next === start) return [...way, next]
        if (seen.has(next)) continue
        seen.add(next)
        longer.push([...way, next])
      }
    }
    ways = longer
  }
  return null
}

interface Place {
  readonly model: Model
  readonly collection: CollectionModel
}

/** The collections whose items a rule asks. */
function asked(place: Place, rule: unknown): readonly string[] {
  if (isRule(rule)) {
    if (rule.rule === 'role') return []
    if (rule.rule === 'owner')
      return linked(ownedBy(place.collection, rule.path, { id: '', roles: [] }))
    return (rule.rule === 'not' ? [rule.of] : rule.of).flatMap((part) => asked(place, part))
  }
  if (!isObject(rule)) return []
  return linked(whereFilter({ ...place, where: rule, mayRead: () => true, at: [] }).filter)
}

function linked(filter: Filter): readonly string[] {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.flatMap(linked)
  if (filter.kind === 'linked') return [filter.link.to, ...linked(filter.of)]
  return 'of' in filter ? linked(filter.of) : []
}
