import { argv } from 'node:process'
import SchemaBuilder from '@pothos/core'
import DataloaderPlugin from '@pothos/plugin-dataloader'
import { createYoga } from 'graphql-yoga'
import type { Post, User } from './blog.ts'
import { serve } from './report.ts'

/** The gateway as the guides of its libraries show it: Pothos with its DataLoader plugin, graphql-yoga, fetch. */
const [, , origin = '', size = ''] = argv
const builder = new SchemaBuilder<object>({ plugins: [DataloaderPlugin] })

async function get<Body>(path: string): Promise<Body> {
  const answer = await fetch(`${origin}/${size}${path}`)
  return (await answer.json()) as Body
}

const UserType = builder.loadableObjectRef<User, number>('User', {
  load: async (ids: number[]) => {
    const found = await get<User[]>(`/users?${ids.map((id) => `id=${id}`).join('&')}`)
    const byId = new Map(found.map((user) => [user.id, user]))
    return ids.map((id) => byId.get(id) ?? new Error('absent'))
  },
})
UserType.implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    name: t.exposeString('name', { nullable: true }),
    email: t.exposeString('email', { nullable: true }),
  }),
})

const PostType = builder.objectRef<Post>('Post').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    userId: t.exposeID('userId', { nullable: true }),
    title: t.exposeString('title', { nullable: true }),
    user: t.field({ type: UserType, nullable: true, resolve: (post) => post.userId }),
  }),
})

builder.queryType({
  fields: (t) => ({
    posts: t.field({ type: [PostType], nullable: true, resolve: () => get<Post[]>('/posts') }),
  }),
})

const yoga = createYoga({ schema: builder.toSchema(), logging: false, graphiql: false })
serve((request, response) => void yoga(request, response))
