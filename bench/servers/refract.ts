import { collection, config, email, gateway, int, memory, ref, refsList, string } from 'refract'
import { authors, books } from './library.ts'
import { serve } from './report.ts'

/** The library as a gateway over the memory store. */
const schema = {
  authors: {
    default: collection('Author', {
      store: 'library',
      fields: {
        name: string({ required: true }),
        email: email(),
        books: refsList('books', { reverse: 'author' }),
      },
      meta: false,
    }),
  },
  books: {
    default: collection('Book', {
      store: 'library',
      fields: {
        title: string({ required: true }),
        pages: int(),
        author: ref('authors', { reverse: 'books' }),
      },
      meta: false,
    }),
  },
}

const api = gateway({
  schema,
  config: config({ stores: { library: memory({ rows: { authors, books } }) }, log: 'warn' }),
})
await api.ready()
serve((request, response) => void api.handle(request, response))
