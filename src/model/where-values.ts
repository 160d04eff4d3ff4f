/** Operators and their values: `{ gte: 100, lt: 200 }` on one path. */

import type { Issue } from '../errors.ts'
import { Misfit } from '../fields/field.ts'
import { shown } from '../fields/misfit.ts'
import { nearest } from '../fields/nearest.ts'
import type { FieldType, Operator } from '../fields/field.ts'
import { pattern } from '../query/pattern.ts'
import type { Compare, Filter, Path } from '../query/filter.ts'
import { isObject } from './declared.ts'

/** Names and list positions down to the value. */
export type Trail = readonly (string | number)[]

/** What is compared. */
export interface Subject {
  readonly path: Path
  /** Of a list: the type of its elements, for `has` and the like; else that of the value. */
  readonly element: FieldType
  readonly operators: readonly Operator[]
  /** What else stands beside the operators, for messages. */
  readonly also?: readonly string[]
  /** Most values of one `in`, `nin`, `hasAll`, `hasAny`. */
  readonly inValues: number
}

const LISTS: ReadonlySet<Operator> = new Set(['in', 'nin', 'between', 'hasAll', 'hasAny'])
const NULLS: ReadonlySet<Operator> = new Set(['eq', 'ne', 'in', 'nin'])
const FLAGS: ReadonlySet<Operator> = new Set(['exists', 'isNull'])
const COUNTS: ReadonlySet<Operator> = new Set(['size', 'year', 'month', 'day'])
const OF_ELEMENTS: ReadonlySet<Operator> = new Set(['has', 'hasAll', 'hasAny'])
const TEXTS: ReadonlySet<Operator> = new Set(['contains', 'startsWith', 'endsWith', 'matches'])
/** What `ignoreCase` speaks of, and what does not mind it. */
const FOLDED: ReadonlySet<Operator> = new Set([...TEXTS, ...NULLS])
const UNMINDFUL: ReadonlySet<string> = new Set([...FOLDED, ...FLAGS, 'ignoreCase'])

/** Every operator of a condition as a filter of its own; what is wrong goes to `issues`. */
export function compares(
  subject: Subject,
  condition: unknown,
  at: Trail,
  issues: Issue[],
): Filter[] {
  if (!isObject(condition)) {
    issues.push(noCondition(condition, at))
    return []
  }
  const ignoreCase = caseOf(subject, condition, at, issues)
  return Object.entries(condition).flatMap(([name, value]) => {
    if (name === 'ignoreCase') return []
    const here = [...at, name]
    const op = subject.operators.find((one) => one === name)
    if (!op) {
      issues.push(unknownOperator(subject, name, here))
      return []
    }
    const found: Issue[] = []
    const compare = compareOf({ subject, op, issues: found }, value)
    issues.push(...found.map((issue) => ({ ...issue, path: [...here, ...issue.path] })))
    return compare ? [ignoreCase && FOLDED.has(op) ? { ...compare, ignoreCase } : compare] : []
  })
}

/** A condition that is no object at all. */
export function noCondition(condition: unknown, at: Trail): Issue {
  return {
    path: at,
    code: 'type',
    message: `takes conditions such as { eq: … } or { isNull: true }, not ${shown(condition)}`,
  }
}

function unknownOperator({ operators, also = [] }: Subject, name: string, path: Trail): Issue {
  const offered = [...also, ...operators]
  const near = nearest(name, offered)
  const hint = near === null ? '' : ` Did you mean "${near}"?`
  const message = `is not an operator of this field, which offers ${offered.join(' ')}.${hint}`
  return { path, code: 'operator', message }
}

function caseOf(
  { operators }: Subject,
  condition: Readonly<Record<string, unknown>>,
  at: Trail,
  issues: Issue[],
): boolean {
  const value = condition['ignoreCase']
  if (value === undefined || value === null) return false
  const path = [...at, 'ignoreCase']
  const alone = Object.keys(condition).filter((name) => !UNMINDFUL.has(name))
  if (typeof value !== 'boolean')
    issues.push({ path, code: 'type', message: `takes true or false, not ${shown(value)}` })
  else if (!operators.includes('contains'))
    issues.push({ path, code: 'operator', message: 'is for texts only' })
  else if (value && alone.length > 0)
    issues.push({
      path,
      code: 'operator',
      message: `does not go with ${alone.join(', ')}; put that beside it under and: [...]`,
    })
  return value === true
}

/** One operator on its way; issues have paths from the operator down. */
interface Asked {
  readonly subject: Subject
  readonly op: Operator
  readonly issues: Issue[]
}

function compareOf(asked: Asked, value: unknown): Compare | null {
  const { subject, op, issues } = asked
  const parsed = LISTS.has(op) ? listOf(asked, value) : valueOf(asked, value, [])
  return issues.length === 0 ? { kind: 'compare', path: subject.path, op, value: parsed } : null
}

function listOf(asked: Asked, value: unknown): unknown {
  const { subject, op } = asked
  if (!Array.isArray(value))
    return wrong(asked, 'type', `takes a list of values, not ${shown(value)}`)
  if (op === 'between' && value.length !== 2) {
    return wrong(asked, 'size', `takes two values, the least and the greatest, not ${value.length}`)
  }
  if (value.length > subject.inValues) {
    return wrong(asked, 'max', `takes at most ${subject.inValues} values, not ${value.length}`)
  }
  return value.map((one: unknown, i) => valueOf(asked, one, [i]))
}

function valueOf(asked: Asked, value: unknown, path: Trail): unknown {
  const { op } = asked
  const refused = (code: string, message: string) => wrong(asked, code, message, path)
  if (value === undefined) return refused('type', 'is undefined; leave it out, or give a value')
  if (value === null) {
    return NULLS.has(op)
      ? null
      : refused('null', 'cannot be asked of null; eq, ne, in, nin and isNull can')
  }
  if (FLAGS.has(op)) {
    return typeof value === 'boolean'
      ? value
      : refused('type', `takes true or false, not ${shown(value)}`)
  }
  if (COUNTS.has(op)) {
    return Number.isSafeInteger(value)
      ? value
      : refused('type', `takes a whole number, not ${shown(value)}`)
  }
  if (TEXTS.has(op) && typeof value !== 'string')
    return refused('type', `takes text, not ${shown(value)}`)
  try {
    return parsed(asked, value)
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    return wrong(asked, 'type', error.message, [...path, ...error.path])
  }
}

function wrong({ issues }: Asked, code: string, message: string, path: Trail = []): null {
  issues.push({ path, code, message })
  return null
}

function parsed({ subject: { path, element }, op }: Asked, value: unknown): unknown {
  if (op === 'matches') pattern(String(value))
  if (TEXTS.has(op)) return value
  return (OF_ELEMENTS.has(op) ? element : path.type).parse(value)
}
