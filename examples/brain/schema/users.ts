import { collection, datetime, oneOf, refsList, string } from 'refract'

export default collection('User', {
  store: 'users',
  description: 'Who wears the headset.',
  fields: {
    username: string({ required: true, min: 1, max: 80, example: 'Dana (D.) Gil' }),
    birthday: datetime({ description: 'The moment, in UTC', example: '1992-03-04T22:00:00.000Z' }),
    gender: oneOf({ MALE: 'male', FEMALE: 'female', OTHER: 'other' }),
    snapshots: refsList('snapshots', { reverse: 'user', onDelete: 'cascade' }),
  },
  // The same in every store: ids are integers in one, texts in the next, and order differently.
  order: [{ username: 'asc' }],
  can: { read: true },
  meta: false,
})
