import { keyText } from '../../../fields/key.ts'
import type { Filter } from '../../../query/filter.ts'
import { match, type RowTest } from '../../../query/match.ts'
import type { FieldSet, Row } from '../../../query/row.ts'
import type { Call } from './call.ts'
import { carries, hasDetails } from './carried.ts'
import { detailsOf } from './details.ts'
import { joinedSets, readsOf } from './reads.ts'
import type { Resource } from './resource.ts'
import { shows } from './shown.ts'

/** The conditions of a question. */
export interface Conditions {
  /** A rule's: never trusted to the API. */
  readonly must: readonly Filter[]
  /** The caller's: trusted where the API was given them and the row does not show what they read. */
  readonly asked: readonly Filter[]
  /** Those that the API was given. */
  readonly pushed: ReadonlySet<Filter>
  /** Further fields that lists do not carry and that are needed of every row, to sort by. */
  readonly needs: FieldSet
}

type Sieve = (rows: readonly Row[]) => Promise<readonly Row[]>

/**
 * Tells the rows that are asked for. What lists show is tested first; then the details of the rows that are left are
 * fetched, where a condition reads what lists do not show, and tested. A row whose rule cannot be tested is dropped.
 */
export function sieve(resource: Resource, call: Call, conditions: Conditions): Sieve {
  const { must, asked, pushed, needs } = conditions
  const carried = (part: Filter) => carries(resource, readsOf([part]))
  const late = [...must, ...asked.filter((part) => !pushed.has(part))].filter(
    (part) => !carried(part),
  )
  const rules = must.filter(carried)
  const doubted = rules.filter((part) => pushed.has(part) || mayHide(resource))
  const tests = [
    ...rules.map((part) => (doubted.includes(part) ? whereShown(part) : match(part))),
    ...asked
      .filter(carried)
      .map((part) => (pushed.has(part) && !isLoose(part) ? whereShown(part) : match(part))),
  ]
  const fields = joinedSets(readsOf(late), needs)
  const whole = late.length === 0 && carries(resource, fields)
  const open = asked
    .filter((part) => pushed.has(part))
    .map((part) => (isLoose(part) ? match(part) : whereShown(part)))
  const look = (rows: readonly Row[], parts: readonly Filter[], names: FieldSet) =>
    testedDetails(resource, call, { rows, tests: [...parts.map(match), ...open], fields: names })
  return async (rows) => {
    const left = tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)))
    if (!whole && hasDetails(resource)) return look(left, [...late, ...doubted], fields)
    if (late.some((part) => must.includes(part))) return []
    if (doubted.length === 0) return left
    const unsure = new Set(left.filter((row) => doubted.some((part) => !shows(row, part))))
    if (unsure.size === 0) return left
    const sure = hasDetails(resource) ? await look([...unsure], doubted, readsOf(doubted)) : []
    const found = new Map(sure.map((row) => [keyText(row.id), row]))
    return left.flatMap((row) => (unsure.has(row) ? (found.get(keyText(row.id)) ?? []) : [row]))
  }
}

/**
 * What items of lists lack may be in the items themselves, unless `listFields` says that lists carry it: then it is
 * nowhere.
 */
function mayHide(resource: Resource): boolean {
  return resource.endpoints.listFields === null && hasDetails(resource)
}

/** The rows with their details, where those pass. */
async function testedDetails(
  resource: Resource,
  call: Call,
  { rows, tests, fields }: { rows: readonly Row[]; tests: readonly RowTest[]; fields: FieldSet },
): Promise<readonly Row[]> {
  if (rows.length === 0) return rows
  const details = await detailsOf(resource, call, { rows, fields })
  return rows.flatMap((row) => {
    const detail = details.get(keyText(row.id))
    return detail && tests.every((test) => test(detail)) ? [detail] : []
  })
}

/** The test of a row as listed, left open where the row does not show what it reads. */
function whereShown(part: Filter): RowTest {
  const test = match(part)
  return (row) => !shows(row, part) || test(row)
}

/** Texts are searched for in several fields by many an API: a row without the one that was meant is no match. */
function isLoose(part: Filter): boolean {
  return part.kind === 'compare' && /^(?:contains|startsWith|endsWith|matches)$/.test(part.op)
}
