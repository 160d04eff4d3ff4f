import { argv } from 'node:process'
import { Pool } from 'undici'
import type { Post, User } from './blog.ts'
import { serve } from './report.ts'

/** A backend written by hand for this one question: two requests, a map, one text. */
const [, , origin = '', size = ''] = argv
const pool = new Pool(origin, { connections: 100 })

async function get<Body>(path: string): Promise<Body> {
  const { body } = await pool.request({ path, method: 'GET' })
  return (await body.json()) as Body
}

async function answer(): Promise<string> {
  const posts = await get<Post[]>(`/${size}/posts`)
  const ids = [...new Set(posts.map(({ userId }) => userId))]
  const users = await get<User[]>(`/${size}/users?${ids.map((id) => `id=${id}`).join('&')}`)
  const byId = new Map(users.map((user) => [user.id, user]))
  const nodes = posts.map(({ id, userId, title }) => {
    const found = byId.get(userId)
    const user = found ? { id: String(found.id), name: found.name, email: found.email } : null
    return { id: String(id), userId: String(userId), title, user }
  })
  return JSON.stringify({ data: { posts: nodes } })
}

serve((request, response) => {
  request.resume().on('end', async () => {
    const body = Buffer.from(await answer())
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    response.writeHead(200, { ...headers, 'content-length': body.length })
    response.end(body)
  })
})
