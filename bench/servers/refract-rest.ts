import { argv } from 'node:process'
import { collection, config, email, gateway, ref, refsList, rest, string } from 'refract'
import type { Name } from 'refract'
import { serve } from './report.ts'

/** The gateway over the upstream. It forwards `x-caller`: requests that differ in it share nothing. */
const [, , origin = '', size = ''] = argv

/** A name of this schema; the program's registry knows only those of the demo. */
const posts = 'posts' as Name

const schema: Readonly<Record<string, object>> = {
  users: {
    default: collection('User', {
      store: 'blog',
      fields: {
        name: string({ required: true }),
        username: string(),
        email: email(),
        posts: refsList(posts, { reverse: 'user' }),
      },
      meta: false,
    }),
  },
  posts: {
    default: collection('Post', {
      store: { store: 'blog', fields: { user: 'userId' } },
      fields: {
        title: string({ required: true }),
        body: string(),
        user: ref('users', { reverse: 'posts' }),
      },
      meta: false,
    }),
  },
}

const blog = rest({
  url: `${origin}/${size}`,
  allowPrivate: true,
  forward: ['x-caller'],
  many: { param: 'id', style: 'repeat' },
})

const api = gateway({
  schema,
  config: config({ stores: { blog }, limits: { pageMax: 10_000 }, log: 'warn' }),
})
await api.ready()
serve((request, response) => void api.handle(request, response))
