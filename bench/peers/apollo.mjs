import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import DataLoader from 'dataloader'
import { report } from '../dist/report.js'
import { allPosts, typeDefs, usersByIds } from './graph.mjs'

/** Apollo Server with a DataLoader per request, as its documentation shows it. */
const server = new ApolloServer({
  typeDefs,
  resolvers: {
    Query: { posts: allPosts },
    Post: { user: ({ userId }, _, { users }) => users.load(userId) },
  },
})
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async () => ({ users: new DataLoader(usersByIds) }),
})
report({ port: Number(new URL(url).port), figures: {} })
