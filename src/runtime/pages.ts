import { UnsupportedFilterError } from '../errors.ts'
import type { Answer, Question } from '../query/question.ts'
import type { Row } from '../query/row.ts'
import { askFind, type Asking } from './ask.ts'
import type { Culprit } from './prepare.ts'
import { pagesLeft } from './run.ts'

/**
 * A question answered whole: a store may hand out fewer rows than asked while it has more; then it is asked on. What a
 * store left undone of the answer is the caller's; `unfiltered` reads on all the same, and leaves the filter undone.
 */
export async function askPages(
  asking: Asking,
  question: Question,
  how: { culprit: Culprit; unfiltered?: boolean },
): Promise<Answer> {
  const start = await askFind(asking, question)
  const undone = how.unfiltered ? (start.rest?.sort ?? start.rest?.page) : start.rest
  if (undone || !start.more) return start
  const backwards = question.page.last !== null
  const wanted = question.page.last ?? question.page.first ?? Infinity
  let rows: readonly Row[] = start.rows
  let more: boolean = start.more
  while (more && rows.length < wanted) {
    turnPage(asking, how.culprit)
    const next = await askFind({ ...asking, further: true }, onFrom(question, rows.length))
    rows = backwards ? [...next.rows, ...rows] : [...rows, ...next.rows]
    more = next.more && next.rows.length > 0
  }
  return { ...start, rows, more }
}

function onFrom(question: Question, read: number): Question {
  const { page } = question
  const left = (size: number | null) => (size === null ? null : size - read)
  return {
    ...question,
    page: {
      ...page,
      first: left(page.first),
      last: left(page.last),
      skip: page.skip + read,
      total: false,
    },
  }
}

/** Counts a further page. @throws UnsupportedFilterError UNSUPPORTED_FILTER past `limits.scannedPages` */
export function turnPage(
  { run, collection }: Pick<Asking, 'run' | 'collection'>,
  culprit: Culprit,
): void {
  if (pagesLeft(run) > 0) return
  const { connector } = run.stores.store(collection.name)
  const field = `${collection.name}.${culprit.field}`
  throw new UnsupportedFilterError(
    { connector, field, operator: culprit.operator },
    run.model.limits.rowBudget,
  )
}
