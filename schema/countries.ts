import { collection, oneOf, refsList, string } from 'refract'

export default collection('Country', {
  store: 'library',
  description: 'Countries, linked by their ISO 3166-1 code.',
  fields: {
    name: string({ required: true, unique: true, max: 80 }),
    code: string({ required: true, unique: true, pattern: /^[A-Z]{2}$/, example: 'FR' }),
    continent: oneOf(['Africa', 'Asia', 'Europe', 'North America', 'Oceania', 'South America']),
    capital: string({ max: 80 }),
    authors: refsList('authors', { reverse: 'country' }),
  },
  // Nobody edits countries here: no rights to change, and no record of who changed what.
  can: { read: true, create: false, update: false, delete: false },
  meta: false,
})
