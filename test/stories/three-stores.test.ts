import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  collection,
  config,
  datetime,
  int,
  mongodb,
  ref,
  refsList,
  rest,
  string,
  yaml,
} from 'refract'
import { MongoClient } from 'mongodb'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bench, type Bench } from '../support/engine.ts'
import { describeMongo, freshDatabase } from '../servers/mongodb.ts'
import { restServer, type RestServer } from '../servers/rest.ts'

const users = Array.from({ length: 10 }, (_, n) => ({ _id: n + 1, name: `User ${n + 1}` }))
const posts = Array.from({ length: 100 }, (_, n) => ({
  id: n + 1,
  title: `Post ${n + 1}`,
  userId: (n % 10) + 1,
}))
const comments = Array.from({ length: 300 }, (_, n) => ({
  id: n + 1,
  post: (n % 100) + 1,
  text: `Comment ${n + 1}`,
  stars: n % 5,
  at: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
}))

/** The names that TypeScript knows are those of the demo. */
const names = { posts: 'posts' as 'books', comments: 'comments' as 'reviews' }

const modules = {
  users: {
    default: collection('User', {
      store: 'people',
      fields: { name: string(), posts: refsList(names.posts, { reverse: 'user' }) },
    }),
  },
  posts: {
    default: collection('Post', {
      store: {
        store: 'blog',
        fields: { user: 'userId' },
        many: { param: 'id', style: 'repeat' },
        filters: { 'user.eq': 'userId', 'user.in': { param: 'userId', style: 'repeat' } },
        order: [{ id: 'asc' }],
      },
      fields: {
        title: string(),
        user: ref('users', { reverse: 'posts' }),
        comments: refsList(names.comments, { reverse: 'post' }),
      },
      meta: false,
    }),
  },
  comments: {
    default: collection('Comment', {
      store: 'talk',
      fields: {
        post: ref(names.posts, { reverse: 'comments' }),
        text: string(),
        stars: int(),
        at: datetime(),
      },
    }),
  },
}

await describeMongo(
  'users in MongoDB, their posts behind REST, the comments in YAML',
  ({ url }) => {
    let folder: string
    let blog: RestServer
    let api: Bench
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'refract-three-'))
      const lines = comments.map((one) => `- ${JSON.stringify(one)}\n`)
      await writeFile(join(folder, 'comments.yaml'), lines.join(''))
      blog = await restServer(
        { posts },
        { many: { style: 'repeat' }, filters: { userId: 'userId' } },
      )
      const database = freshDatabase()
      const client = new MongoClient(url)
      await client.db(database).collection<(typeof users)[number]>('users').insertMany(users)
      await client.close()
      const stores = {
        people: mongodb({ url, database }),
        blog: rest({ url: blog.url, allowPrivate: true }),
        talk: yaml({ path: folder }),
      }
      api = await bench(modules, config({ stores, can: { read: true } }))
    })
    afterAll(async () => {
      await api.close()
      await blog.close()
      await rm(folder, { recursive: true, force: true })
    })

    const told = async (query: string): Promise<string> => {
      blog.reset()
      const { data, errors, extensions } = await api.ask(query)
      if (errors) throw new Error(JSON.stringify(errors))
      const { used, bound } = (extensions as { plan: { used: object; bound: object } }).plan
      const lines = [query, '', ...api.calls(), '', ...blog.calls(), '']
      return [
        ...lines,
        JSON.stringify(bound),
        JSON.stringify(used),
        '',
        JSON.stringify(data),
        '',
      ].join('\n')
    }

    it('are three calls downwards, however many there are', async () => {
      const query =
        '{ users(first: 3) { nodes { name posts(first: 2) { nodes { title comments(first: 1, sort: [{ at: DESC }]) { nodes { text } } } } } } }'
      await expect(await told(query)).toMatchFileSnapshot('../golden/plans/three-stores-down.txt')
    })
    it('are three calls upwards', async () => {
      const query = '{ comments(first: 40) { nodes { text post { title user { name } } } } }'
      await expect(await told(query)).toMatchFileSnapshot('../golden/plans/three-stores-up.txt')
    })
    it('are a semi-join each in a filter across all of them', async () => {
      const query =
        '{ comments(where: { post: { user: { name: { eq: "User 3" } } }, stars: { gte: 2 } }, first: 3) { totalCount nodes { text } } }'
      await expect(await told(query)).toMatchFileSnapshot('../golden/plans/three-stores-filter.txt')
    })
  },
)
