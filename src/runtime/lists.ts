import type { Step } from '../plan/plan.ts'
import { encodeCursor } from '../query/cursor.ts'
import { positionOf } from '../query/order.ts'
import type { Page } from '../query/page.ts'
import type { Question } from '../query/question.ts'
import type { FieldSet } from '../query/row.ts'
import type { ReadAnswer } from './collect.ts'
import { argsOf, type ListCell, type Run } from './run.ts'

/** The question of a list step in this request. */
export function questionOf(run: Run, step: Step): Question {
  const args = argsOf(run, step)
  const { filter, sort } = args
  const page = step.rows
    ? args.page
    : { ...args.page, first: 0, last: null, after: null, before: null }
  const fields = step.cursors ? withSort(step.fields, sort) : step.fields
  const asked: Page = {
    ...page,
    ...(step.total && { total: true }),
    ...(!step.more && { more: false as const }),
  }
  return { filter, sort, page: asked, fields }
}

function withSort(fields: FieldSet, sort: Question['sort']): FieldSet {
  if (fields === null) return null
  const names = new Set(fields)
  for (const { path, through, compute } of sort)
    if (!through && !compute && path.names[0] !== 'id') names.add(path.names.join('.'))
  return [...names].sort()
}

/**
 * A page as the answer shows it. Reading forwards there is a previous page where a cursor or `skip` left rows
 * out; backwards there is a next one where `before` did.
 */
export function listCell(answer: ReadAnswer, question: Question): ListCell {
  const { page, sort } = question
  const backwards = page.last !== null
  return {
    rows: answer.rows,
    hasNext: backwards ? page.before !== null : answer.more,
    hasPrevious: backwards ? answer.more : page.after !== null || page.skip > 0,
    total: answer.total ?? null,
    cursor: (index) => {
      const row = answer.rows[index]
      if (!row) throw new Error('A cursor stands for a row')
      if (sort.length === 0)
        return encodeCursor({ values: [], index: (answer.offset ?? 0) + index }, sort)
      return encodeCursor(positionOf(row, sort, answer.sortValue), sort)
    },
  }
}

/** The page of a parent that has no key to be linked by. */
export function emptyList(question: Question): ListCell {
  return listCell({ rows: [], more: false, total: 0 }, question)
}
