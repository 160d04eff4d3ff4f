import Fastify from 'fastify'
import mercurius from 'mercurius'
import { report } from '../dist/report.js'
import { allPosts, typeDefs, usersByIds } from './graph.mjs'

/** Mercurius with its loaders and graphql-jit, as its documentation shows them. */
const app = Fastify()
app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  resolvers: { Query: { posts: allPosts } },
  loaders: {
    Post: { user: (queries) => usersByIds(queries.map(({ obj }) => obj.userId)) },
  },
})
await app.listen({ port: 0, host: '127.0.0.1' })
report({ port: app.server.address().port, figures: {} })
