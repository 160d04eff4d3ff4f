import { answer, finish } from '../query/answer.ts'
import { everything } from '../query/filter.ts'
import type { Answer, Question, Rest } from '../query/question.ts'
import type { FieldSet } from '../query/row.ts'
import type { Asking } from './ask.ts'
import { collectRows, inBudget } from './collect.ts'
import { readInOrder } from './in-order.ts'
import { askPages } from './pages.ts'
import type { Culprit, Wish } from './prepare.ts'
import { withNeeds } from './residual.ts'

/**
 * The store's own answer, what it left undone done. A store that leaves things undone is asked for what finishing reads
 * from then on; where it was not, or has more rows, they are read again.
 */
export async function complete(asking: Asking, question: Question): Promise<Answer> {
  const { run, collection } = asking
  const { fields, enough } = fieldsFor(asking, question)
  const first = await askPages(
    asking,
    { ...question, fields },
    {
      culprit: { field: '*', operator: 'page' },
    },
  )
  if (!first.rest) return first
  leavesUndone(asking)
  const culprit = undone(first.rest)
  if (!first.more && enough) {
    inBudget(run, collection, { count: first.rows.length, culprit })
    return finish(first, question)
  }
  const wish: Wish = {
    split: { push: question.filter, tests: null },
    must: question.must ?? question.filter,
    rows: null,
    residual: true,
    fields: finishing(question),
    culprit,
  }
  const further = { ...asking, further: true }
  const start = enough && !first.rest.sort && !first.rest.page ? first : null
  const inOrder = await readInOrder(further, { wish, question, start })
  if (inOrder) return inOrder
  const rows = await collectRows(further, wish)
  return answer(rows, { ...question, filter: everything })
}

/** What a store is asked for, and whether that is enough to finish here what it leaves undone. */
export interface AskedFields {
  readonly fields: FieldSet
  readonly enough: boolean
}

/**
 * A store may need finishing if it has left something undone before. That is looked up once, when it is asked: while it
 * answers, the answer to another question may tell.
 */
export function fieldsFor({ run, collection }: Asking, question: Question): AskedFields {
  const known = run.partial.has(run.stores.store(collection.name))
  const fields = known ? finishing(question) : question.fields
  return { fields, enough: known || fields === null }
}

/** Remembers that the store leaves things undone. */
export function leavesUndone({ run, collection }: Asking): void {
  run.partial.add(run.stores.store(collection.name))
}

function finishing({ fields, filter, sort }: Question): FieldSet {
  return withNeeds(fields, { filter, sort })
}

function undone(rest: Rest): Culprit {
  const filter = rest.filter
  if (filter?.kind === 'compare') return { field: filter.path.names.join('.'), operator: filter.op }
  return { field: '*', operator: filter ? 'where' : 'sort' }
}
