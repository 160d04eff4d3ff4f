/**
 * The one function that decides: a declared `can` becomes what a request asks of the store (a filter), of a
 * row (a test), or of nothing (all, none). Whoever cannot be judged is refused: a rule that throws or does
 * not answer true or false refuses, also under `not`.
 */

import { both, everything, nothing } from '../query/filter.ts'
import type { Filter } from '../query/filter.ts'
import { match } from '../query/match.ts'
import type { Row } from '../query/row.ts'
import type { FieldRule, ReadDecision, ReadRule, User } from './rule.ts'
import type { RuleValue } from './rules.ts'

/** What deciding needs to know of the collection. */
export interface RuleGround {
  /** For messages: `books.can.read`. */
  readonly name: string
  /** A declared row rule as a filter. */
  filter(where: object): Filter
  /** The rows that name the user at a dotted path. */
  owner(path: string, user: User): Filter
  /** The row as code sees it. */
  view(row: Row): object
}

/** Who may read which rows. Nothing else in the product turns a `can` into a decision. */
export function readRule(can: unknown, ground: RuleGround): ReadRule {
  let known: ReadDecision | undefined
  const costliest = () => (known ??= conjunction(costs(can, ground)))
  const rule = decide(can, ground, true)
  return Object.defineProperty(rule, 'costliest', { get: costliest }) as ReadRule
}

/** What each part asks of somebody who has to be asked for: roles ask nothing. */
function costs(can: unknown, ground: RuleGround): readonly ReadDecision[] {
  if (isRule(can)) {
    if (can.rule === 'not') return costs(can.of, ground)
    if (can.rule !== 'role' && can.rule !== 'owner')
      return can.of.flatMap((part) => costs(part, ground))
  }
  const decision = decide(can, ground, true)(SOMEBODY)
  return decision.filter === nothing ? [] : [decision]
}

const SOMEBODY: User = Object.freeze({ id: '', roles: [] })

/** Who may read a field: decided without the row where the rule does not speak of it. */
export function fieldRule(can: unknown, ground: RuleGround): FieldRule {
  const rule = decide(can, ground, true)
  const judge = (user: User | null) => {
    const { filter, rows } = rule(user)
    if (rows || filter === nothing) return false
    return filter === everything ? true : match(filter)
  }
  return Object.assign(judge, { ofRow: looksAtRow(can) })
}

/** Whether a rule may depend on the row, whoever asks. */
export function looksAtRow(can: unknown): boolean {
  if (typeof can === 'boolean') return false
  if (!isRule(can)) return true
  if (can.rule === 'role') return false
  if (can.rule === 'owner') return true
  return can.rule === 'not' ? looksAtRow(can.of) : can.of.some(looksAtRow)
}

type Decide = (user: User | null) => ReadDecision

const all: ReadDecision = Object.freeze({ filter: everything, rows: null })
const none: ReadDecision = Object.freeze({ filter: nothing, rows: null })

/**
 * `wanted: false` is the rule under `not`. The negation is carried down to the leaves, so that a leaf that
 * refuses still refuses.
 */
function decide(can: unknown, ground: RuleGround, wanted: boolean): Decide {
  if (typeof can === 'boolean') return () => (can === wanted ? all : none)
  if (typeof can === 'function') return codeRule(can as Code, ground, wanted)
  if (isRule(can)) return declaredRule(can, ground, wanted)
  if (typeof can !== 'object' || can === null || Array.isArray(can)) return () => none
  const decision = { filter: asked(ground.filter(can), wanted), rows: null }
  return () => decision
}

function declaredRule(rule: RuleValue, ground: RuleGround, wanted: boolean): Decide {
  switch (rule.rule) {
    case 'role':
      return (user) => ((user?.roles.includes(rule.role) ?? false) === wanted ? all : none)
    case 'owner':
      return (user) => ({
        filter: asked(user ? ground.owner(rule.path, user) : nothing, wanted),
        rows: null,
      })
    case 'not':
      return decide(rule.of, ground, !wanted)
    case 'every':
    case 'some': {
      const parts = rule.of.map((part) => decide(part, ground, wanted))
      const join = (rule.rule === 'every') === wanted ? conjunction : disjunction
      return (user) => join(parts.map((part) => part(user)))
    }
  }
}

function asked(filter: Filter, wanted: boolean): Filter {
  if (wanted) return filter
  if (filter === everything) return nothing
  return filter === nothing ? everything : { kind: 'not', of: filter }
}

function conjunction(parts: readonly ReadDecision[]): ReadDecision {
  if (parts.some((part) => part.filter === nothing)) return none
  const filter = parts.map((part) => part.filter).reduce(both, everything)
  const tests = parts.flatMap((part) => (part.rows ? [part.rows] : []))
  if (tests.length === 0) return { filter, rows: null }
  return { filter, rows: async (row, items) => (await each(tests, row, items)).every(Boolean) }
}

/** Asynchronous parts are asked of rows that their own filter lets through. */
function disjunction(parts: readonly ReadDecision[]): ReadDecision {
  const open = parts.filter((part) => part.filter !== nothing)
  if (open.length === 0) return none
  if (open.some((part) => part.filter === everything && !part.rows)) return all
  const [only] = open
  if (only && open.length === 1) return only
  const filters = open.map((part) => part.filter)
  const filter: Filter = filters.includes(everything) ? everything : { kind: 'or', of: filters }
  if (open.every((part) => !part.rows)) return { filter, rows: null }
  const tests = open.map(({ filter, rows }): RowTest => {
    const passes = match(filter)
    return (row, items) => passes(row) && (rows ? rows(row, items) : true)
  })
  return { filter, rows: async (row, items) => (await each(tests, row, items)).some(Boolean) }
}

type RowTest = NonNullable<ReadDecision['rows']>

function each(tests: readonly RowTest[], row: Row, items: unknown): Promise<readonly boolean[]> {
  return Promise.all(tests.map((test) => test(row, items)))
}

/** What a rule in code is handed when it judges reading. */
interface CodeContext {
  readonly user: User | null
  readonly item: object
  readonly before: null
  readonly input: null
  readonly items: unknown
}

type Code = (context: CodeContext) => unknown

function codeRule(code: Code, ground: RuleGround, wanted: boolean): Decide {
  const context = (user: User | null, row: Row) =>
    ({ user, item: ground.view(row), before: null, input: null }) as const
  if (waits(code)) {
    return (user) => ({
      filter: everything,
      rows: async (row, items) => {
        try {
          return (await code({ ...context(user, row), items })) === wanted
        } catch {
          return false
        }
      },
    })
  }
  return (user) => ({
    filter: { kind: 'test', name: ground.name, reads: null, test: (row) => now(row, user) },
    rows: null,
  })

  function now(row: Row, user: User | null): boolean {
    try {
      return code({ ...context(user, row), items: undefined }) === wanted
    } catch {
      return false
    }
  }
}

/**
 * Whether a rule is asked after the load, with the items: it is declared `async`, or its text names `items`.
 * One that is not, and answers a promise all the same, refuses.
 */
export function waits(code: (...args: never) => unknown): boolean {
  return code.constructor.name === 'AsyncFunction' || /\bitems\b/.test(String(code))
}

/** Whether a rule allows nobody, ever, whoever asks: `false`, and what amounts to it. */
export function isNever(can: unknown): boolean {
  return constantOf(can) === false
}

/** The answer of a rule that does not depend on anything; null: it does. */
function constantOf(can: unknown): boolean | null {
  if (typeof can === 'boolean') return can
  if (!isRule(can)) return null
  if (can.rule === 'not') {
    const of = constantOf(can.of)
    return of === null ? null : !of
  }
  if (can.rule !== 'every' && can.rule !== 'some') return null
  const parts = can.of.map(constantOf)
  const decisive = can.rule === 'some'
  if (parts.includes(decisive)) return decisive
  return parts.includes(null) ? null : !decisive
}

/** Whether a value is what `role`, `owner`, `every`, `some` or `not` made. */
export function isRule(value: unknown): value is RuleValue {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'rule'
}
