import { collection, int, list, object, oneOf, selection, string } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import type { Story } from './placements.ts'

const rating = oneOf(['all', 'adults'])

/** Films and series in one collection, with fields, links, objects and lists of their own. */
export const titles = collection('Title', {
  store: 'library',
  description: 'What can be watched.',
  meta: false,
  fields: {
    name: string({ required: true }),
    type: oneOf(['Movie', 'Series', 'Play']),
    year: int(),
    sequel: ref('titles', { reverse: 'prequel', owns: true }),
    prequel: ref('titles', { reverse: 'sequel' }),
    studio: ref('studios', { reverse: 'titles' }),
  },
  kinds: {
    by: 'type',
    of: {
      Movie: {
        runtime: int({ description: 'Minutes' }),
        rating,
        director: ref('people', { reverse: 'directed' }),
        cut: object({ minutes: int(), editor: ref('people') }),
      },
      Series: {
        seasons: int({ required: true }),
        rating,
        creators: refsList('people', { reverse: 'created', owns: true }),
        episodes: list(object({ name: string(), guest: ref('people') })),
      },
    },
  },
  computed: {
    length: {
      of: string(),
      reads: ['runtime', 'seasons'],
      from: (title) =>
        title.runtime === null ? `${title.seasons ?? 0} seasons` : `${title.runtime} minutes`,
    },
  },
})

const people = collection('Person', {
  store: 'library',
  meta: false,
  fields: {
    name: string(),
    directed: refsList('titles', { reverse: 'director' }),
    created: refsList('titles', { reverse: 'creators' }),
    favourite: ref('titles'),
  },
})

const studios = collection('Studio', {
  store: 'library',
  meta: false,
  fields: { name: string(), titles: refsList('titles', { reverse: 'studio' }) },
})

const long = selection(titles, {
  where: { or: [{ runtime: { gte: 100 } }, { seasons: { gte: 5 } }] },
  sort: [{ year: 'asc' }],
})

const shown = selection(titles, {
  show: {
    name: '$.name',
    runtime: '$.runtime',
    director: '$.director.name',
    guests: '$.episodes[*].guest.name',
  },
})

export const modules = {
  titles: { default: titles, long, shown },
  people: { default: people },
  studios: { default: studios },
}

/** Series hold stray fields of films and the other way round, as old data do; 5 to 7 are of no known kind. */
export const story: Story = {
  modules,
  rows: {
    titles: [
      {
        id: 1,
        name: 'Alien',
        type: 'Movie',
        year: 1979,
        runtime: 117,
        rating: 'adults',
        director: 1,
        studio: 1,
        sequel: 2,
        cut: { minutes: 116, editor: 3 },
        seasons: 99,
        creators: [2],
      },
      { id: 2, name: 'Aliens', type: 'Movie', year: 1986, runtime: 137, director: 2, studio: 1 },
      {
        id: 3,
        name: 'Fargo',
        type: 'Series',
        year: 2014,
        seasons: 5,
        rating: 'all',
        creators: [4, 9, 1],
        studio: 2,
        episodes: [{ name: 'One', guest: 3 }, { name: 'Two' }, { name: 'Three', guest: 1 }],
        director: 2,
      },
      {
        id: 4,
        name: 'Lost',
        type: 'Series',
        year: 2004,
        seasons: 6,
        creators: [],
        runtime: 40,
        studio: 1,
      },
      { id: 5, name: 'Hamlet', type: 'Play', year: 1603, runtime: 240, director: 3, studio: 2 },
      { id: 6, name: 'Untold', type: null },
      { id: 7, name: 'Odd', type: 'Opera', sequel: 6, seasons: 1 },
    ],
    people: [
      { id: 1, name: 'Ridley', favourite: 3 },
      { id: 2, name: 'James', favourite: 1 },
      { id: 3, name: 'Terry', favourite: 5 },
      { id: 4, name: 'Noah', favourite: 404 },
    ],
    studios: [
      { id: 1, name: 'Brandywine' },
      { id: 2, name: 'Elsinore' },
    ],
  },
}
