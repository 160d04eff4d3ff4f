import { config, env, rest } from 'refract'
import { membersStore } from './demo/members.ts'
import { placesApi } from './demo/places.ts'

const defaultQuery = `# Welcome to the library. The pink button runs this query; Ctrl+Space completes.
query Library {
  books(
    where: { author: { country: { continent: { eq: Europe } } }, published: { gte: "1900-01-01" } }
    sort: [{ author: { name: ASC } }, { published: ASC }]
    first: 5
  ) {
    totalCount
    nodes {
      title
      published
      author {
        name
        country {
          name
        }
      }
      shelves {
        nodes {
          name
        }
      }
    }
  }
  booksGroups(by: [{ genre: true }], sort: [{ count: DESC }], first: 3) {
    key {
      genre
    }
    count
    avg {
      pages
    }
  }
  lentBooks(first: 3) {
    nodes {
      citation
      loan {
        until
        user {
          name
          card {
            kind
          }
        }
      }
    }
  }
}
`

/**
 * The demo: a public library over three kinds of stores. Everybody may explore it, in production too. Books stand in
 * YAML files, members in MongoDB where there is one, countries behind a REST API that the demo brings along.
 */
export default config({
  stores: {
    library: env('LIBRARY_URL', 'yaml:./data/library'),
    members: await membersStore(),
    places: rest({ url: await placesApi(), allowPrivate: true }),
  },
  graphiql: { title: 'Refract: the library', defaultQuery },
  introspection: true,
  suggestions: true,
  plan: true,
})
