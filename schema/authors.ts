import { collection, int, ref, refsList, role, string } from 'refract'

export default collection('Author', {
  store: 'library',
  description: 'Who wrote the books.',
  fields: {
    name: string({ required: true, max: 120, example: 'Jane Austen' }),
    bornAs: string({
      max: 120,
      description: 'The name behind a pen name',
      example: 'Mary Ann Evans',
    }),
    born: int({ max: 2100, description: 'A year; negative before our era', example: 1775 }),
    died: int({ max: 2100, description: 'A year; negative before our era', example: 1817 }),
    country: ref('countries', {
      by: 'code',
      reverse: 'authors',
      description: 'Of birth, by the borders of today',
    }),
    language: string({ max: 40, description: 'Wrote in', example: 'English' }),
    mentor: ref('authors', { reverse: 'pupils', description: 'Who taught or launched them' }),
    pupils: refsList('authors', { reverse: 'mentor', onDelete: 'unlink' }),
    books: refsList('books', { reverse: 'author' }),
  },
  computed: {
    age: {
      of: int(),
      description: 'Years lived, give or take one',
      reads: ['born', 'died'],
      filter: true,
      from: ({ born, died }) => (born === null || died === null ? null : died - born),
    },
  },
  can: { read: true, create: role('staff'), update: role('staff'), delete: role('staff') },
})
