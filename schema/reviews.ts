import { collection, datetime, int, owner, ref, role, selection, some, string } from 'refract'

const reviews = collection('Review', {
  store: 'members',
  description: 'What members think of books.',
  fields: {
    book: ref('books', { reverse: 'reviews', required: true }),
    user: ref('users', { reverse: 'reviews', required: true }),
    stars: int({ required: true, min: 1, max: 5 }),
    text: string({ max: 2000, description: 'Null when there are only stars' }),
    at: datetime({ required: true }),
  },
  unique: [['book', 'user']],
  order: [{ at: 'desc' }],
  can: {
    read: true,
    create: role('member'),
    update: owner('user'),
    delete: some(owner('user'), role('staff')),
  },
})
export default reviews

/** Reviews with five stars and a text, newest first. */
export const best = selection(reviews, {
  description: 'Reviews with five stars and a text, newest first.',
  where: { stars: { eq: 5 }, text: { isNull: false } },
  can: true,
})
