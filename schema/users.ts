import {
  bool,
  collection,
  date,
  email,
  list,
  ref,
  refsList,
  role,
  some,
  owner,
  string,
} from 'refract'

export default collection('User', {
  store: 'members',
  description: 'Members of the library. All of them are made up.',
  fields: {
    name: string({ required: true, max: 120 }),
    email: email({ required: true, unique: true }),
    city: string({ max: 80 }),
    languages: list(string({ min: 2, max: 3 }), {
      unique: true,
      absent: [],
      description: 'ISO 639 codes',
    }),
    joined: date({ required: true }),
    active: bool({ default: true, description: 'Null means that nobody has ever asked' }),
    card: ref('cards', { reverse: 'user', owns: true, description: 'Null until it is fetched' }),
    loans: refsList('books', {
      reverse: 'loan.user',
      description: 'Books that the member has now',
    }),
    reviews: refsList('reviews', { reverse: 'user', onDelete: 'cascade' }),
  },
  can: {
    read: true,
    create: role('staff'),
    update: some(owner('id'), role('staff')),
    delete: role('staff'),
  },
})
