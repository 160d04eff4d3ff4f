/** The only source of GraphQL names. */

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
  readonly figures: Readonly<Record<string, { readonly type: string; readonly sort: string; readonly having: string }>>
}

/** What a selection prints. */
export interface SelectionNames {
  /** `frenchBooks` */
  readonly field: string
  /** With `show`: the row's type, `FrenchBooks…`; without: the item type. */
  readonly type: string
  readonly connection: string
  readonly edge: string
}
