import SchemaBuilder from '@pothos/core'
import DataloaderPlugin from '@pothos/plugin-dataloader'
import { createYoga } from 'graphql-yoga'
import { authors, books, type Author, type Book } from './library.ts'
import { serve } from './report.ts'

/** The library as one writes it by hand: Pothos with its DataLoader plugin, in graphql-yoga as it comes. */
const builder = new SchemaBuilder<object>({ plugins: [DataloaderPlugin] })

const authorById = new Map(authors.map((author) => [String(author.id), author]))

const AuthorType = builder.loadableObjectRef<Author, string>('Author', {
  load: async (ids: string[]) => ids.map((id) => authorById.get(id) ?? new Error('absent')),
})
AuthorType.implement({
  fields: (t) => ({
    id: t.id({ nullable: false, resolve: (author) => String(author.id) }),
    name: t.exposeString('name', { nullable: true }),
    email: t.exposeString('email', { nullable: true }),
  }),
})

const BookType = builder.objectRef<Book>('Book').implement({
  fields: (t) => ({
    id: t.id({ nullable: false, resolve: (book) => String(book.id) }),
    title: t.exposeString('title', { nullable: true }),
    pages: t.exposeInt('pages', { nullable: true }),
    author: t.field({ type: AuthorType, nullable: true, resolve: (book) => String(book.author) }),
  }),
})

const Connection = builder
  .objectRef<{ readonly nodes: readonly Book[] }>('BookConnection')
  .implement({
    fields: (t) => ({
      nodes: t.field({ type: [BookType], nullable: false, resolve: ({ nodes }) => [...nodes] }),
      totalCount: t.int({ resolve: () => books.length }),
    }),
  })

builder.queryType({
  fields: (t) => ({
    books: t.field({
      type: Connection,
      args: { first: t.arg.int() },
      resolve: async (_, { first }) => ({ nodes: books.slice(0, first ?? 20) }),
    }),
  }),
})

const yoga = createYoga({ schema: builder.toSchema(), logging: false, graphiql: false })
serve((request, response) => void yoga(request, response))
