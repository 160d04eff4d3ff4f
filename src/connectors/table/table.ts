import { keyText } from '../../fields/key.ts'
import type { Key } from '../../fields/key.ts'
import { answer, finish } from '../../query/answer.ts'
import type { Path } from '../../query/filter.ts'
import { match } from '../../query/match.ts'
import type { Answer, Question } from '../../query/question.ts'
import type { Row } from '../../query/row.ts'
import type { Sort } from '../../query/sort.ts'
import { summarise } from '../../query/summarise.ts'
import type { SummaryAnswer, SummaryQuestion } from '../../query/summary.ts'
import { rowIndexes } from './row-index.ts'
import type { RowNumbers } from './row-index.ts'
import { pageWindow } from './page-window.ts'
import { sortedViews } from './sorted-views.ts'

/** Rows in memory that answer every question of a store. Never changes: new content is a new table. */
export interface Table {
  readonly size: number
  byIds(ids: readonly Key[]): (Row | null)[]
  find(question: Question): Answer
  byKeys(path: Path, keys: readonly Key[], question: Question): Answer[]
  summarise(question: SummaryQuestion): SummaryAnswer
}

/** Below this share of the rows an index is faster than the sorted whole. */
const FEW = 1 / 8

/** A table over decoded rows in the store's own order. No two of their ids may print alike. */
export function createTable(rows: readonly Row[]): Table {
  const byId = new Map(rows.map((row) => [keyText(row.id), row]))
  const indexes = rowIndexes(rows)
  const sorted = sortedViews(rows)
  const pick = (numbers: RowNumbers): Row[] => numbers.flatMap((number) => rows[number] ?? [])
  return {
    size: rows.length,
    byIds: (ids) => ids.map((id) => byId.get(keyText(id)) ?? null),
    find(question) {
      const found = indexes.candidates(question.filter)
      if (isFar(question.sort)) return unsorted(found ? pick(found) : rows, question)
      if (found && found.length <= rows.length * FEW) return answer(pick(found), question)
      const window = pageWindow(sorted(question.sort), match(question.filter), question)
      return finish({ rows: window, more: false, rest: { page: true } }, question)
    },
    byKeys(path, keys, question) {
      const one = isFar(question.sort) ? unsorted : answer
      const answers = new Map<string, Answer>()
      return keys.map((key) => {
        const text = keyText(key)
        const found = answers.get(text) ?? one(pick(indexes.byKey(path, text)), question)
        answers.set(text, found)
        return found
      })
    },
    summarise(question) {
      const found = indexes.candidates(question.filter)
      return summarise(found ? pick(found) : rows, question)
    },
  }
}

/** Sorts through other collections, and by what code makes of a row, are the gateway's work. */
function isFar(sort: Sort): boolean {
  return sort.some((key) => key.through !== undefined || key.compute !== undefined)
}

function unsorted(rows: readonly Row[], question: Question): Answer {
  return {
    rows: rows.filter(match(question.filter)),
    more: false,
    rest: { sort: true, page: true },
  }
}
