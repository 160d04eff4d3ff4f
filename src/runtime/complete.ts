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
  const fields = fieldsFor(asking, question)
  const first = await askPages(
    asking,
    { ...question, fields },
    {
      culprit: { field: '*', operator: 'page' },
    },
  )
  if (!first.rest) return first
  const culprit = undone(first.rest)
  if (!first.more && finishable(asking, fields)) {
    inBudget(run, collection, { count: first.rows.length, culprit })
    return finish(first, question)
  }
  const wish: Wish = {
    split: { push: question.filter, tests: null },
    rows: null,
    residual: true,
    fields: finishing(question),
    culprit,
  }
  const further = { ...asking, further: true }
  const start = finishable(asking, fields) && !first.rest.sort && !first.rest.page ? first : null
  const inOrder = await readInOrder(further, { wish, question, start })
  if (inOrder) return inOrder
  const rows = await collectRows(further, wish)
  return answer(rows, { ...question, filter: everything })
}

/** What to ask a store for: it may need finishing if it has left something undone before. */
export function fieldsFor({ run, collection }: Asking, question: Question): FieldSet {
  const store = run.stores.store(collection.name)
  return run.partial.has(store) ? finishing(question) : question.fields
}

/** Whether rows with these fields can be finished here; remembers that the store leaves things undone. */
export function finishable({ run, collection }: Asking, fields: FieldSet): boolean {
  const store = run.stores.store(collection.name)
  const known = run.partial.has(store)
  run.partial.add(store)
  return known || fields === null
}

function finishing({ fields, filter, sort }: Question): FieldSet {
  return withNeeds(fields, { filter, sort })
}

function undone(rest: Rest): Culprit {
  const filter = rest.filter
  if (filter?.kind === 'compare') return { field: filter.path.names.join('.'), operator: filter.op }
  return { field: '*', operator: filter ? 'where' : 'sort' }
}
