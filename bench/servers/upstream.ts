import { postsOf, sizes, users } from './blog.ts'
import { serve } from './report.ts'

/** The REST API behind the gateways: answers are bytes made beforehand, so that it costs little. */
const lists = new Map(
  sizes.map((size) => [`/${size}/posts`, Buffer.from(JSON.stringify(postsOf(size)))]),
)
const byIds = new Map<string, Buffer>()

function usersOf(search: string): Buffer {
  const known = byIds.get(search)
  if (known) return known
  const ids = new URLSearchParams(search).getAll('id').map(Number)
  const answer = Buffer.from(JSON.stringify(users.filter(({ id }) => ids.includes(id))))
  byIds.set(search, answer)
  return answer
}

function bodyOf(url: string): Buffer | undefined {
  const list = lists.get(url)
  if (list) return list
  const mark = url.indexOf('/users?')
  return mark < 0 ? undefined : usersOf(url.slice(mark + '/users?'.length))
}

serve(({ url = '' }, response) => {
  const body = bodyOf(url)
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  response.writeHead(body ? 200 : 404, { ...headers, 'content-length': body?.length ?? 2 })
  response.end(body ?? '{}')
})
