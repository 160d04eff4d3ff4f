import { collection, oneOf, refsList, string } from 'refract'

export default collection('Country', {
  // Another team's API: its names, its pages, what it can filter by.
  store: {
    store: 'places',
    id: 'cca2',
    fields: { code: 'cca2', name: 'name.common', continent: 'region', capital: '$.capital[0]' },
    rows: 'data',
    many: { param: 'code', style: 'repeat', max: 50 },
    filters: {
      'code.eq': 'code',
      'code.in': { param: 'code', style: 'repeat' },
      'continent.eq': 'region',
    },
    paging: { style: 'page', page: 'page', size: 'size', max: 50, total: 'x-total-count' },
    order: [{ id: 'asc' }],
  },
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
