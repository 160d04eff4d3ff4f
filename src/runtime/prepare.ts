import type { ReadDecision } from '../access/rule.ts'
import type { CollectionModel } from '../model/model.ts'
import { both, everything, type Filter } from '../query/filter.ts'
import type { Question } from '../query/question.ts'
import type { FieldSet } from '../query/row.ts'
import type { Sort } from '../query/sort.ts'
import { hasLinks, resolveLinks } from './linked.ts'
import { nearSide, type NearSide } from './near-side.ts'
import { sortsInGateway, splitTests, withNeeds, type Split } from './residual.ts'
import { ruleOf, type Run } from './run.ts'

/** The field and the operator that no store is asked for. */
export interface Culprit {
  readonly field: string
  readonly operator: string
}

/** A question made ready: rules added, links resolved, split into the store's part and ours. */
export interface Wish {
  readonly split: Split
  /** What of the store's part is a rule. */
  readonly must: Filter
  readonly rows: ReadDecision['rows']
  readonly residual: boolean
  readonly fields: FieldSet
  /** What the gateway has to do itself, for the message when the budget is exceeded. */
  readonly culprit: Culprit
}

/** Adds the collection's rule, asks the far sides of links, and tells the store's part from ours. */
export async function prepare(
  run: Run,
  collection: CollectionModel,
  ask: {
    question: Question
    rule?: ReadDecision | undefined
    /** What else the rows are known to fulfil. */
    within?: Filter
  },
): Promise<Wish> {
  const { question } = ask
  const rule = together(ruleOf(run, collection), ask.rule)
  const near = () => {
    const all = both(rule.filter, question.filter)
    return nearSide(run, collection, both(all, ask.within ?? everything))
  }
  const [allowed, asked] = await resolveBoth(run, [rule.filter, question.filter], near)
  const own = splitTests(allowed)
  const other = splitTests(asked)
  const split: Split = {
    push: both(own.push, other.push),
    tests: own.tests && other.tests ? both(own.tests, other.tests) : (own.tests ?? other.tests),
  }
  const sorted = sortsInGateway(question.sort)
  const residual = split.tests !== null || rule.rows !== null || sorted
  const fields = residual
    ? rule.rows
      ? null
      : withNeeds(question.fields, { filter: split.tests, sort: question.sort })
    : question.fields
  const culprit = culpritOf(split.tests, question.sort)
  return { split, must: own.push, rows: rule.rows, residual, fields, culprit }
}

async function resolveBoth(
  run: Run,
  filters: readonly [Filter, Filter],
  near: () => NearSide,
): Promise<readonly [Filter, Filter]> {
  if (!filters.some(hasLinks)) return filters
  const side = near()
  const [rule, asked] = filters
  return Promise.all([
    resolveLinks(run, rule, { near: side, rule: true }),
    resolveLinks(run, asked, { near: side, rule: false }),
  ])
}

function culpritOf(tests: Filter | null, sort: Sort): Culprit {
  if (tests) return { field: testName(tests), operator: 'where' }
  const key = sort.find(({ through, compute }) => through ?? compute)
  if (!key) return { field: 'can.read', operator: 'rule' }
  const names = [...(key.through ?? []).flatMap(({ near }) => near.names), ...key.path.names]
  return { field: names.join('.'), operator: 'sort' }
}

function testName(filter: Filter): string {
  if (filter.kind === 'test') return filter.name
  if (!('of' in filter)) return ''
  const parts = Array.isArray(filter.of) ? filter.of : [filter.of]
  return parts.map(testName).find((name) => name !== '') ?? ''
}

/** Both rules hold. */
function together(own: ReadDecision, more: ReadDecision | undefined): ReadDecision {
  if (!more) return own
  const rules = [own.rows, more.rows].filter((rule) => rule !== null)
  const filter = both(own.filter, more.filter)
  if (rules.length === 0) return { filter, rows: null }
  return {
    filter,
    rows: async (row, items) => {
      const answers = await Promise.all(rules.map((rule) => rule(row, items)))
      return answers.every((answer) => answer === true)
    },
  }
}
