/** The only source of GraphQL names: every name that the schema prints comes from a function of this file. */

import type { SummaryFunction } from '../query/summary.ts'

/** Every name that a collection prints. */
export interface CollectionNames {
  /** `Book` */
  readonly type: string
  /** `book` */
  readonly one: string
  /** `books` */
  readonly many: string
  readonly byIds: string
  readonly summaryField: string
  readonly groupsField: string
  readonly where: string
  /** The condition on a ref to an item: `BookRefWhere`, the conditions of `BookWhere` and `isNull`. */
  readonly refWhere: string
  /** The condition on a list of items: `BookListWhere` with `some every none`. */
  readonly listWhere: string
  readonly sort: string
  readonly connection: string
  readonly edge: string
  readonly summary: string
  readonly group: string
  readonly groupKey: string
  readonly groupBy: string
  readonly groupSort: string
  readonly groupKeySort: string
  readonly having: string
  /** The type of the figures of one function, `BooksSum`, and its sort and having inputs. */
  readonly figures: Readonly<Record<SummaryFunction, FigureNames>>
}

/** The figures of one function: `BooksSum`, `BooksSumSort`, `BooksSumHaving`. */
export interface FigureNames {
  readonly type: string
  readonly sort: string
  readonly having: string
}

/** What a nested object prints. */
export interface ObjectNames {
  readonly type: string
  readonly where: string
  readonly input: string
  readonly sort: string
  readonly groupBy: string
  readonly groupKey: string
  readonly groupKeySort: string
  /** Of a list of objects: `some every none`. */
  readonly listWhere: string
}

/** What a selection prints. */
export interface SelectionNames {
  /** `frenchBooks` */
  readonly field: string
  /** With `show`: the row's type, `FrenchBooksRow`; without: the item type. */
  readonly type: string
  readonly connection: string
  readonly edge: string
}

/** The functions of summaries, in the order in which they are printed. */
export const summaryFunctions: readonly SummaryFunction[] = Object.freeze([
  'sum',
  'avg',
  'min',
  'max',
  'distinct',
  'distinctCount',
])

/** The first letter in upper case: `author` → `Author`. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The first letter in lower case, a leading abbreviation as a whole: `Book` → `book`, `URLList` → `urlList`. */
export function lower(text: string): string {
  return text.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+(?![a-z])|^[A-Z]/, (start) =>
    start.toLowerCase(),
  )
}

/** A file's or module's name in camel case: `rental-shops` → `rentalShops`. */
export function camel(text: string): string {
  return text.replace(/[-_. ]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())
}

/** Every name of a collection, from its type (`Book`) and its plural (`books`). */
export function collectionNames(type: string, plural: string): CollectionNames {
  const many = capital(plural)
  return Object.freeze({
    type,
    one: lower(type),
    many: plural,
    byIds: `${plural}ByIds`,
    summaryField: `${plural}Summary`,
    groupsField: `${plural}Groups`,
    where: `${type}Where`,
    refWhere: `${type}RefWhere`,
    listWhere: `${type}ListWhere`,
    sort: `${type}Sort`,
    connection: `${type}Connection`,
    edge: `${type}Edge`,
    summary: `${many}Summary`,
    group: `${many}Group`,
    groupKey: `${many}GroupKey`,
    groupBy: `${many}GroupBy`,
    groupSort: `${many}GroupSort`,
    groupKeySort: `${many}GroupKeySort`,
    having: `${many}Having`,
    figures: figuresOf(many),
  })
}

function figuresOf(many: string): CollectionNames['figures'] {
  const entries = summaryFunctions.map((fn) => [fn, figureNames(`${many}${capital(fn)}`)] as const)
  return Object.freeze(Object.fromEntries(entries)) as CollectionNames['figures']
}

function figureNames(type: string): FigureNames {
  return Object.freeze({ type, sort: `${type}Sort`, having: `${type}Having` })
}

/** A nested object as its figures are named: by its place, but for `meta`. */
interface Nested {
  readonly path: readonly string[]
  readonly objectNames: ObjectNames | null
}

/** The figures of one function inside a nested object: of `books`, `['loan']` → `BooksMinLoan`, …; of `meta` `MetaMin`. */
export function nestedFigures(
  { figures }: CollectionNames,
  fn: SummaryFunction,
  { path, objectNames }: Nested,
): FigureNames {
  if (objectNames === metaNames) return metaFigures[fn]
  return figureNames(joined(figures[fn].type, path))
}

/** The type of an item of no known kind: `Title` → `TitleOther`. */
export function otherKind(type: string): string {
  return `${type}Other`
}

/** The names of a nested object from its type and place: `Book`, `['loan']` → `BookLoan`, `BookLoanWhere`, …. */
export function objectNames(type: string, path: readonly string[]): ObjectNames {
  const name = joined(type, path)
  return Object.freeze({
    type: name,
    where: `${name}Where`,
    input: `${name}Input`,
    sort: `${name}Sort`,
    groupBy: `${name}GroupBy`,
    groupKey: `${name}GroupKey`,
    groupKeySort: `${name}GroupKeySort`,
    listWhere: `${name}ListWhere`,
  })
}

/** `meta` is the same in every collection, and so are its types: `Meta`, `MetaWhere`, …. */
export const metaNames: ObjectNames = objectNames('Meta', [])

const metaFigures = figuresOf(metaNames.type)

/** The enum of a `oneOf` field: `Book`, `['genre']` → `BookGenre`. */
export function enumName(type: string, path: readonly string[]): string {
  return joined(type, path)
}

/** The input of conditions on a scalar or an enum, or on a list of them: `StringFilter`, `BookGenreListFilter`. */
export function filterName(leaf: string, list = false): string {
  return `${leaf}${list ? 'List' : ''}Filter`
}

/** The field that reads a stored key: `authorId`, `tagsIds`; with `by`: `countryCca2`, `countriesCca2s`. */
export function keyName(field: string, many: boolean, by: string | null): string {
  const key = (by ?? 'id').split('.').map(capital).join('')
  return `${field}${key}${many ? 's' : ''}`
}

/** What a selection prints: `french` on books → `frenchBooks`, with `show` types of its own. */
export function selectionNames(name: string, on: CollectionNames, shows: boolean): SelectionNames {
  const field = `${name}${capital(on.many)}`
  const own = capital(field)
  if (!shows) return { field, type: on.type, connection: on.connection, edge: on.edge }
  return { field, type: `${own}Row`, connection: `${own}Connection`, edge: `${own}Edge` }
}

/** How a value of `oneOf` prints: forbidden characters become `_`, a leading digit or a reserved word gets one before it. */
export function enumValueName(value: string): string {
  const name = value.replace(/[^A-Za-z0-9_]/g, '_')
  return /^(?:\d|$)/.test(name) || RESERVED_VALUES.has(name) ? `_${name}` : name
}

/** A value of an enum: its GraphQL name and the stored text. */
export interface EnumValue {
  readonly name: string
  readonly value: string
}

/** The values of a `oneOf` field in the order of declaration; none of any other field. */
export function enumValues(field: object): readonly EnumValue[] {
  const { values, names } = field as {
    readonly values?: readonly string[]
    readonly names?: Readonly<Record<string, string>> | null
  }
  if (names) return Object.entries(names).map(([name, value]) => ({ name, value }))
  return (values ?? []).map((value) => ({ name: enumValueName(value), value }))
}

const RESERVED_VALUES: ReadonlySet<string> = new Set(['true', 'false', 'null'])

function joined(type: string, path: readonly string[]): string {
  return type + path.map(capital).join('')
}

/** Whether GraphQL takes the name. Names with two leading underscores are its own. */
export function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !text.startsWith('__')
}

/** The fields of `Query` that belong to no collection. */
export const reservedRoots: readonly string[] = Object.freeze(['node', 'nodes'])

/** Types that the product or GraphQL prints itself. */
export const reservedTypes: readonly string[] = Object.freeze([
  'Query',
  'Mutation',
  'Subscription',
  'Node',
  'PageInfo',
  'SortDirection',
  'PatchOperation',
  'BulkResult',
  'UserError',
  ...Object.values(metaNames),
  ...Object.values(metaFigures).flatMap((names) => Object.values(names)),
])

/** What a group by a date prints, from its scalar: `DateTimeGroupKey`, …. */
export interface DateNames {
  readonly groupKey: string
  readonly groupBy: string
  readonly groupKeySort: string
}

/** The names of a date's parts in groups: `DateTime` → `DateTimeGroupBy`, …. */
export function dateNames(scalar: string): DateNames {
  return {
    groupKey: `${scalar}GroupKey`,
    groupBy: `${scalar}GroupBy`,
    groupKeySort: `${scalar}GroupKeySort`,
  }
}
