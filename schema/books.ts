import {
  action,
  bool,
  collection,
  date,
  datetime,
  decimal,
  int,
  list,
  object,
  oneOf,
  ref,
  refsList,
  role,
  selection,
  string,
} from 'refract'

const books = collection('Book', {
  store: 'library',
  description: 'What the library lends.',
  fields: {
    title: string({
      required: true,
      max: 200,
      description: 'As printed on the cover',
      example: 'Emma',
    }),
    original: string({
      max: 200,
      description: 'The title in the language it was written in',
      example: 'Faust',
    }),
    author: ref('authors', { reverse: 'books', required: true }),
    genre: oneOf([
      'novel',
      'novella',
      'stories',
      'poetry',
      'epic',
      'drama',
      'essay',
      'philosophy',
      'memoir',
    ]),
    published: date({ description: 'First publication; 1 January stands for the year alone' }),
    pages: int({ min: 1 }),
    price: decimal({ min: '0', description: 'What a lost copy costs, in euros', example: '9.50' }),
    tags: list(string({ max: 40 }), { unique: true, max: 20, absent: [] }),
    shelves: refsList('shelves', { reverse: 'books', owns: true, description: 'Where it stands' }),
    reviews: refsList('reviews', { reverse: 'book', onDelete: 'cascade' }),
    loan: object(
      { user: ref('users', { reverse: 'loans' }), until: datetime() },
      { description: 'Who has it, and until when' },
    ),
  },
  computed: {
    borrowed: {
      of: bool(),
      description: 'Somebody has it',
      reads: ['loan'],
      filter: true,
      from: (book) => (book.loan?.user ?? null) !== null,
    },
    citation: {
      of: string(),
      description: 'Author, title and year, for a list of sources',
      reads: ['title', 'published'],
      needs: ['author.name'],
      from: (book, needs) =>
        [needs['author.name'], book.title, book.published?.slice(0, 4)].filter(Boolean).join(', '),
    },
  },
  unique: [['title', 'author']],
  can: { read: true, create: role('staff'), update: role('staff'), delete: false },
})
export default books

/** Lends the book to whoever asks, for at most 30 days. */
export const borrow = action(books, {
  description: 'Lends the book to whoever asks, for at most 30 days.',
  input: { days: int({ required: true, min: 1, max: 30 }) },
  can: role('member'),
  when: (book) => !book.loan?.user,
  run: async ({ user, item, input, items }) => {
    const until = new Date(Date.now() + input.days * 86_400_000)
    await items.books.update(item.id, { loan: { user: user.id, until } })
  },
})

/** Books by authors born in France, by title. */
export const french = selection(books, {
  description: 'Books by authors born in France, by title.',
  show: {
    title: '$.title',
    original: '$.original',
    author: '$.author.name',
    country: '$.author.country.name',
    shelves: '$.shelves[*].name',
  },
  where: { author: { country: { code: { eq: 'FR' } } } },
  sort: [{ title: 'asc' }],
  can: true,
})

/** Books that somebody has, those due first in front. */
export const lent = selection(books, {
  description: 'Books that somebody has, those due first in front.',
  where: { loan: { user: { isNull: false } } },
  sort: [{ loan: { until: 'asc' } }],
  can: true,
})
