import { collection, int, refsList, role, string } from 'refract'

export default collection('Shelf', {
  store: 'library',
  description: 'Where books stand; a book may stand on several.',
  fields: {
    name: string({ required: true, unique: true, max: 80, example: 'The sea' }),
    floor: int({ min: 0, max: 9 }),
    room: string({ max: 40, description: 'Null in the corridors' }),
    books: refsList('books', { reverse: 'shelves', onDelete: 'unlink' }),
  },
  order: [{ floor: 'asc' }, { name: 'asc' }],
  can: { read: true, create: role('staff'), update: role('staff'), delete: role('staff') },
})
