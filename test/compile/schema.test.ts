import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  parse,
  printSchema,
  validate,
  validateSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import {
  bigint,
  bool,
  collection,
  datetime,
  decimal,
  field,
  int,
  list,
  object,
  selection,
  string,
} from 'refract'
import { describe, expect, it } from 'vitest'
import { printSdl } from '../../src/compile/print.ts'
import { compileSchema } from '../../src/compile/schema.ts'
import { MistakesError } from '../../src/errors.ts'
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { libraryModel, modelOf, schemaOf } from '../support/library-model.ts'

const schema = compileSchema(libraryModel)
const sdl = printSdl(schema)
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'))

const bare = new Map<GraphQLSchema, string>()

/** The printed type, without descriptions. */
function printed(name: string, of = schema): string {
  const all =
    bare.get(of) ?? printSchema(buildSchema(printSdl(of).replace(/"""[\s\S]*?"""\n?/g, '')))
  bare.set(of, all)
  const start = all.search(new RegExp(`^(type|input|enum|scalar) ${name}\\b`, 'm'))
  return start < 0 ? '' : all.slice(start, all.indexOf('\n}', start) + 2)
}

function fieldsOf(type: GraphQLNamedType): GraphQLField<unknown, unknown>[] {
  return isObjectType(type) ? Object.values(type.getFields()) : []
}

/** Everything with a description of its own: types, fields, arguments, inputs, values. */
function described(
  type: GraphQLNamedType,
): { at: string; description?: string | null | undefined }[] {
  const own = { at: type.name, description: type.description }
  if (isEnumType(type))
    return [
      own,
      ...type
        .getValues()
        .map((one) => ({ at: `${type.name}.${one.name}`, description: one.description })),
    ]
  if (isInputObjectType(type)) {
    return [
      own,
      ...Object.values(type.getFields()).map((one) => ({
        at: `${type.name}.${one.name}`,
        description: one.description,
      })),
    ]
  }
  return [
    own,
    ...fieldsOf(type).flatMap((one) => [
      { at: `${type.name}.${one.name}`, description: one.description },
      ...one.args.map((arg: GraphQLArgument) => ({
        at: `${type.name}.${one.name}(${arg.name})`,
        description: arg.description,
      })),
    ]),
  ]
}

describe('the schema of the library', () => {
  it('prints as it always did', async () => {
    await expect(sdl).toMatchFileSnapshot('../golden/library.graphql')
  })

  it('is a valid schema, and its text means the same schema', () => {
    expect(validateSchema(schema)).toEqual([])
    expect(printSdl(buildSchema(sdl))).toBe(sdl)
  })

  it('prints the same text for the same declarations, without trailing blanks', () => {
    expect(printSdl(compileSchema(libraryModel))).toBe(sdl)
    expect(sdl).not.toMatch(/[ \t]$/m)
    expect(sdl.endsWith('}\n')).toBe(true)
  })

  it('describes every type, field, argument, input and value', () => {
    const built = new Set(['String', 'Int', 'Float', 'Boolean', 'ID'])
    const all = types.filter((type) => !built.has(type.name)).flatMap(described)
    expect(all.length).toBeGreaterThan(1_000)
    expect(all.filter((one) => !one.description || one.description.trim().length < 5)).toEqual([])
  })

  it('says what each output field means', () => {
    const missing = types.flatMap((type) =>
      fieldsOf(type)
        .filter((one) => !one.extensions.refract)
        .map((one) => `${type.name}.${one.name}`),
    )
    expect(missing).toEqual([])
  })

  it('has one Meta, with one set of inputs and figures, for all collections', () => {
    const metas = types.map((type) => type.name).filter((name) => name.includes('Meta'))
    expect(metas).toContain('MetaMinHaving')
    expect(metas.filter((name) => !name.startsWith('Meta'))).toEqual([])
    for (const item of ['Book', 'Author']) expect(printed(item)).toContain('meta: Meta\n')
    expect(printed('BooksMin')).toContain('meta: MetaMin\n')
  })

  it('leaves a collection that says meta: false a meta of its own', () => {
    const meta = object({ source: string(), pages: int() })
    const own = schemaOf({
      notes: { default: collection('Note', { store: 'library', meta: false, fields: { meta } }) },
      words: { default: collection('Word', { store: 'library', fields: { text: string() } }) },
    })
    expect(printed('Note', own)).toContain('meta: NoteMeta\n')
    expect(printed('NotesSum', own)).toContain('meta: NotesSumMeta\n')
    expect(printed('Word', own)).toContain('meta: Meta\n')
  })

  it('refuses a collection that is called like a type of Meta', () => {
    const fields = { text: string() }
    const called = (type: string) => () =>
      modelOf({ things: { default: collection(type, { store: 'library', meta: false, fields }) } })
    expect(called('Meta')).toThrow(/would print the type "Meta", and GraphQL or the product itself/)
    expect(called('MetaMinSort')).toThrow(/would print the type "MetaMinSort"/)
  })

  it('marks the types of items with their collection', () => {
    const books = libraryModel.collections.get('books')
    expect(schema.getType('Book')?.extensions['refract']).toEqual({ collection: books })
    expect(schema.getType('BookLoan')?.extensions['refract']).toBeUndefined()
  })

  it('has ! only on ids, counts, the parts of connections and the elements of lists', () => {
    const strict = types.flatMap((type) =>
      fieldsOf(type)
        .filter((one) => String(one.type).endsWith('!'))
        .map((one) => `${type.name}.${one.name}`),
    )
    const allowed = /^(PageInfo\.has\w+Page|\w+\.(id|count|edges|nodes|node|cursor|pageInfo))$/
    expect(strict.filter((at) => !allowed.test(at))).toEqual([])
  })

  it('resolves nothing field by field', () => {
    const title = schema.getQueryType()?.getFields()['books']
    expect(() => title?.resolve?.(null, {}, null, undefined as never)).toThrow('with the engine')
  })
})

describe('queries', () => {
  it('has five for each collection, and one for each selection', () => {
    expect(
      Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) => /book/i.test(name)),
    ).toEqual([
      'book',
      'booksByIds',
      'books',
      'booksSummary',
      'booksGroups',
      'frenchBooks',
      'lentBooks',
    ])
    expect(printed('Query')).toContain('booksByIds(ids: [ID!]!): [Book]\n')
    expect(printed('Query')).toContain(
      'books(after: String, before: String, first: Int, last: Int, skip: Int, sort: [BookSort!], where: BookWhere): BookConnection\n',
    )
    expect(printed('Query')).toContain(
      'booksGroups(by: [BooksGroupBy!]!, first: Int, having: BooksHaving, skip: Int, sort: [BooksGroupSort!], where: BookWhere): [BooksGroup!]\n',
    )
    expect(printed('Query')).toContain('booksSummary(where: BookWhere): BooksSummary\n')
  })

  it('gives a selection that shows columns types of its own, and others those of the items', () => {
    expect(printed('Query')).toMatch(/frenchBooks\(.*\): FrenchBooksConnection/)
    expect(printed('Query')).toMatch(/lentBooks\(.*\): BookConnection/)
    expect(printed('FrenchBooksRow')).toBe(`type FrenchBooksRow {
  author: String
  cites: String
  country: String
  key: ID
  shelves: [String]
  states: [BookCopiesState]
  tags: [String!]
  title: String
  until: DateTime
}`)
  })

  it('prints nothing of what nobody may ever read', () => {
    expect(sdl).not.toMatch(/\bledgers?\b\(/)
    expect(schema.getType('Ledger')).toBeUndefined()
    expect(printed('Book')).not.toMatch(/\b(ledger|cost):/)
    expect(printed('Book')).toContain('ledgerId: ID\n')
    expect(printed('BookWhere')).not.toContain('cost')
    expect(printed('BooksSum')).not.toContain('cost')
  })

  it('leaves out an object and a selection of which nothing may be read', () => {
    const hidden = { can: { read: false } } as const
    const notes = collection('Note', {
      store: 'library',
      meta: false,
      fields: { inner: object({ a: string(hidden) }), b: string(hidden), c: int() },
    })
    const own = schemaOf({
      notes: {
        default: notes,
        secret: selection(notes, { show: { b: '$.b' } }),
        none: selection(notes, { can: false }),
      },
    })
    expect(printed('Note', own)).toBe('type Note {\n  c: Int\n  id: ID!\n}')
    expect(Object.keys(own.getQueryType()?.getFields() ?? {})).not.toContain('secretNotes')
    expect(Object.keys(own.getQueryType()?.getFields() ?? {})).not.toContain('noneNotes')
  })

  it('is a mistake to have none', () => {
    const notes = collection('Note', {
      store: 'library',
      fields: { a: string() },
      can: { read: false },
    })
    expect(() => schemaOf({ notes: { default: notes } })).toThrow(MistakesError)
    expect(() => schemaOf({ notes: { default: notes } })).toThrow(
      /nothing may be read.*can: \{ read/,
    )
  })
})

describe('items', () => {
  it('print a ref beside its key, an owned list beside its keys, a derived one alone', () => {
    const book = printed('Book')
    expect(book).toContain('author: Author\n')
    expect(book).toContain('authorId: ID\n')
    expect(book).toContain('shelvesIds: [ID!]\n')
    expect(book).toMatch(/shelves\(.*\): ShelfConnection/)
    expect(book).not.toContain('reviewsIds')
    expect(printed('Shelf')).not.toContain('booksIds')
    expect(printed('User')).toContain('profile: Profile\n')
    expect(printed('User')).not.toContain('profileId')
    expect(printed('Author')).toContain('countryCca2: String\n')
  })

  it('print lists, objects, lists of objects, enums and computed fields', () => {
    const book = printed('Book')
    expect(book).toContain('tags: [String!]\n')
    expect(book).toContain('moods: [BookMoods!]\n')
    expect(book).toContain('loan: BookLoan\n')
    expect(book).toContain('copies: [BookCopies!]\n')
    expect(book).toContain('genre: BookGenre\n')
    expect(book).toContain('long: Boolean\n')
    expect(printed('BookGenre')).toBe(
      'enum BookGenre {\n  essay\n  novel\n  poetry\n  short_story\n}',
    )
    expect(printed('BookLoanTerms')).toBe(
      'type BookLoanTerms {\n  fine: Decimal\n  renewals: Int\n}',
    )
    expect(printed('BookCopies')).toContain('keeperId: ID\n')
  })

  it('print lists of lists, which offer only their size to filters', () => {
    const own = schemaOf({
      grids: {
        default: collection('Grid', {
          store: 'library',
          meta: false,
          fields: { cells: list(list(int())) },
        }),
      },
    })
    expect(printed('Grid', own)).toContain('cells: [[Int!]!]\n')
    expect(printed('IntListListFilter', own)).toBe(
      'input IntListListFilter {\n  exists: Boolean\n  isNull: Boolean\n  size: Int\n}',
    )
  })

  it('say a deprecation in types and in inputs', () => {
    expect(printed('Author')).toContain(
      'nick: String @deprecated(reason: "Nobody uses it; ask for `name`")',
    )
    expect(printed('AuthorWhere')).toContain('nick: StringFilter @deprecated')
    expect(printed('AuthorSort')).toContain('nick: SortDirection @deprecated')
  })

  it('tell what is declared, the bounds and an example', () => {
    const told = (type: string, name: string) =>
      fieldsOf(schema.getType(type) as GraphQLNamedType).find((one) => one.name === name)
        ?.description
    expect(told('Book', 'title')).toBe(
      'As printed on the cover. Required, at most 200 characters.\n\nExample: "Emma"',
    )
    expect(told('Book', 'genre')).toBe('Genre.\n\nExample: short_story')
    expect(told('Book', 'tags')).toBe('Tags. No element twice, at most 20 elements.')
    expect(told('Book', 'pages')).toBe('Pages. At least 1.\n\nExample: 474')
    expect(told('Country', 'population')).toBe('Inhabitants.\n\nExample: "68000000"')
    expect(told('Book', 'long')).toBe('Over 400 pages. Computed.')
  })
})

describe('the engine of enums', () => {
  it('knows stored texts behind printed names', () => {
    const values = (name: string) => {
      const type = schema.getType(name)
      return isEnumType(type)
        ? Object.fromEntries(type.getValues().map((one) => [one.name, one.value]))
        : null
    }
    expect(values('BookGenre')).toEqual({
      novel: 'novel',
      short_story: 'short story',
      essay: 'essay',
      poetry: 'poetry',
    })
    expect(values('BookMoods')).toEqual({ SAD: 'sad', GLAD: 'glad', XL2: '2xl' })
    expect(values('SortDirection')).toEqual({ ASC: 'asc', DESC: 'desc' })
  })
})

describe('a schema of any size', () => {
  it('grows with its collections, not with their square', () => {
    const time = (count: number): number => {
      const model = modelOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, i) => [`c${i}`, { default: wide(i, count) }]),
        ),
      )
      const before = process.cpuUsage()
      compileSchema(model)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1_000
    }
    time(10)
    const [few, many] = [time(20), time(100)]
    expect(many).toBeLessThan(few * 5 * 3)
  })

  function wide(i: number, count: number) {
    const kinds = [string, int, bool, datetime, decimal, bigint]
    const fields = Object.fromEntries(
      Array.from({ length: 16 }, (_, f) => [`field${f}`, (kinds[f % kinds.length] ?? string)()]),
    )
    const next = ref(`c${(i + 1) % count}`, { reverse: 'prev' })
    const prev = refsList(`c${(i + count - 1) % count}`, { reverse: 'next' })
    const far = { one: ref(`c${(i * 7) % count}`), two: ref(`c${(i * 13) % count}`) }
    return collection(`C${i}T`, { store: 'library', fields: { ...fields, next, prev, ...far } })
  }
})

describe("scalars of one's own", () => {
  it('print once, and a filter says what they offer', () => {
    const code = field<string>({ name: 'code', parse: String, operators: ['eq', 'in'] })
    const own = schemaOf({
      notes: {
        default: collection('Note', {
          store: 'library',
          meta: false,
          fields: { a: code(), b: code(), c: list(code()) },
        }),
      },
    })
    expect(printed('CodeFilter', own)).toBe('input CodeFilter {\n  eq: Code\n  in: [Code]\n}')
    expect(
      validate(own, parse('{ notes(where: { a: { eq: "x" }, c: { has: "y" } }) { nodes { a } } }')),
    ).toEqual([])
  })

  it('that print as a scalar of the product have a filter of their own', () => {
    const short = field<string>({
      name: 'short',
      parse: String,
      scalar: buildString(),
      operators: ['eq'],
    })
    const own = schemaOf({
      notes: {
        default: collection('Note', {
          store: 'library',
          meta: false,
          fields: { a: string(), b: short() },
        }),
      },
    })
    expect(printed('NoteWhere', own)).toContain('a: StringFilter\n')
    expect(printed('NoteWhere', own)).toContain('b: StringEqFilter\n')
    expect(printed('StringEqFilter', own)).toBe('input StringEqFilter {\n  eq: String\n}')
  })

  function buildString() {
    const { scalar } = string().type
    if (!scalar) throw new Error('string() has a scalar')
    return scalar
  }
})
