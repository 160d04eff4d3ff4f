import { keyText } from '../../src/fields/key.ts'
import type { Key } from '../../src/fields/key.ts'
import type { Filter, Path } from '../../src/query/filter.ts'
import type { Page, Position } from '../../src/query/page.ts'
import type { Question } from '../../src/query/question.ts'
import type { Sort } from '../../src/query/sort.ts'
import type { Store } from '../../src/connectors/connector.ts'

/** Where the engine gets its stores from. */
export interface Stores {
  store(collection: string): Store
}

/** Stores that note every call, e.g. `books.find title contains "x" | sort title asc, id asc | first 20`. */
export function countingStores(stores: Stores): {
  stores: Stores
  calls(): string[]
  reset(): void
} {
  let noted: string[] = []
  const wrapped = new Map<Store, Store>()
  const counted = (collection: string): Store => {
    const store = stores.store(collection)
    const known = wrapped.get(store) ?? countingStore(collection, store, (call) => noted.push(call))
    wrapped.set(store, known)
    return known
  }
  return {
    stores: { store: counted },
    calls: () => [...noted],
    reset: () => {
      noted = []
    },
  }
}

/** One store that tells `note` of every call before it makes it. */
export function countingStore(name: string, store: Store, note: (call: string) => unknown): Store {
  const { byKeys, summarise } = store
  return {
    ...store,
    byIds(ids, fields, ctx) {
      note(`${name}.byIds ${keys(ids)}${fieldsText(fields)}`)
      return store.byIds(ids, fields, ctx)
    },
    find(question, ctx) {
      note(`${name}.find ${questionText(question)}`)
      return store.find(question, ctx)
    },
    ...(byKeys && {
      byKeys(path: Path, of: readonly Key[], question: Question, ctx: object) {
        note(`${name}.byKeys ${path.names.join('.')} ${keys(of)} ${questionText(question)}`)
        return byKeys.call(store, path, of, question, ctx)
      },
    }),
    ...(summarise && {
      summarise(question, ctx) {
        const by = question.by.map(
          ({ path, part }) => path.names.join('.') + (part === 'value' ? '' : ` ${part}`),
        )
        const figures = question.figures.map(({ fn, path }) => `${fn} ${path.names.join('.')}`)
        const parts = [filterText(question.filter), list('by', by), list('figures', figures)]
        note(`${name}.summarise ${parts.filter(Boolean).join(' | ')}`)
        return summarise.call(store, question, ctx)
      },
    }),
  }
}

function questionText(question: Question): string {
  const parts = [filterText(question.filter), sortText(question.sort), pageText(question.page)]
  return parts.filter(Boolean).join(' | ') + fieldsText(question.fields)
}

/** A filter as short text, for plans and failures. */
export function filterText(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
      return filter.of.length === 0 ? 'all' : joined(filter.of, ' and ')
    case 'or':
      return filter.of.length === 0 ? 'none' : joined(filter.of, ' or ')
    case 'not':
      return `not ${joined([filter.of], '')}`
    case 'compare':
      return `${filter.path.names.join('.')} ${filter.op} ${value(filter.value)}${filter.ignoreCase ? ' ignoreCase' : ''}`
    case 'keys':
      return `${filter.path.names.join('.')} keys ${keys(filter.keys as readonly Key[])}`
    case 'elements':
      return `${filter.path.names.join('.')} ${filter.quantifier} ${joined([filter.of], '')}`
    case 'linked':
      return `${filter.link.to} ${filter.quantifier} ${joined([filter.of], '')}`
    case 'test':
      return `test ${filter.name}`
  }
}

function joined(filters: readonly Filter[], word: string): string {
  return `(${filters.map(filterText).join(word)})`
}

function sortText(sort: Sort): string {
  return list(
    'sort',
    sort.map(({ path, direction, through, compute }) => {
      const far = through?.map((link) => `${link.to}.`).join('') ?? ''
      return `${far}${path.names.join('.')} ${direction}${compute ? ' computed' : ''}`
    }),
  )
}

function pageText(page: Page): string {
  const parts = [
    page.first === null ? '' : `first ${page.first}`,
    page.last === null ? '' : `last ${page.last}`,
    page.skip === 0 ? '' : `skip ${page.skip}`,
    page.after ? `after ${positionText(page.after)}` : '',
    page.before ? `before ${positionText(page.before)}` : '',
    page.total ? 'total' : '',
  ]
  return parts.filter(Boolean).join(' ')
}

function positionText({ values, index }: Position): string {
  return index === undefined ? value(values) : `#${index}`
}

function fieldsText(fields: readonly string[] | null): string {
  return fields === null ? '' : ` {${['id', ...fields].join(' ')}}`
}

function list(word: string, parts: readonly string[]): string {
  return parts.length === 0 ? '' : `${word} ${parts.join(', ')}`
}

function keys(of: readonly Key[]): string {
  return `[${of.map(keyText).join(' ')}]`
}

function value(of: unknown): string {
  if (Array.isArray(of)) return `[${of.map(value).join(' ')}]`
  if (typeof of === 'bigint') return `${of}n`
  return of instanceof Date ? of.toISOString() : (JSON.stringify(of) ?? 'undefined')
}
