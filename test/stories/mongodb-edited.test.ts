import { afterEach, expect, it } from 'vitest'
import { describeMongo } from '../servers/mongodb.ts'
import { faultyBlog, type FaultyBlog } from '../support/faulty-blog.ts'

let blog: FaultyBlog
afterEach(() => blog?.stop())

await describeMongo('M08: documents edited outside, with wrong types', (server) => {
  const wrong = [
    { _id: 201, title: 7, pages: 'many', tags: 'a', loan: 'no', author: 1 },
    { _id: 202, title: ['x'], pages: 1.5, tags: ['a', 4], loan: { by: 9, days: 2 }, author: {} },
    { _id: 203, title: 'Right', pages: 3, tags: null, loan: [], author: 2 },
  ]
  const query =
    '{ posts(where: { id: { in: ["201", "202", "203"] } }) { nodes { id title pages tags loan { by days } author { name } } } }'
  const read = [
    { id: '201', title: null, pages: null, tags: null, loan: null, author: { name: 'Ada' } },
    { id: '202', title: null, pages: null, tags: null, loan: { by: null, days: 2 }, author: null },
    { id: '203', title: 'Right', pages: 3, tags: null, loan: null, author: { name: 'Grace' } },
  ]
  const edit = () => blog.posts.insertMany(structuredClone(wrong) as never)

  it('read as null where they do not fit, and the rest is served', async () => {
    blog = await faultyBlog(server)
    await edit()
    const { data, errors } = await blog.ask(query)
    expect([data.posts.nodes, errors]).toEqual([read, []])
  })

  it('are errors at their paths as well where the store says so', async () => {
    blog = await faultyBlog(server, { onMismatch: 'error' })
    await edit()
    const { data, errors } = await blog.ask(query)
    expect(data.posts.nodes).toEqual(read)
    const at = ['0.loan', '0.pages', '0.tags', '0.title', '1.author', '1.loan.by', '1.pages']
    const paths = [...at, '1.tags', '1.title', '2.loan'].map((path) => `posts.nodes.${path}`)
    expect([...errors].sort()).toEqual(paths.map((path) => `${path} STORE_BAD_DATA shop`))
  })

  it('are null to filters, sorts and summaries', async () => {
    blog = await faultyBlog(server)
    await edit()
    const { data, errors } = await blog.ask(
      `{ none: posts(where: { id: { in: ["201", "202"] }, pages: { gte: 0 } }) { totalCount }
         unknown: posts(where: { title: { isNull: true } }) { nodes { id } }
         first: posts(first: 3, sort: [{ pages: ASC }]) { nodes { id } }
         postsSummary { count max { pages } } }`,
    )
    expect(errors).toEqual([])
    expect(data).toEqual({
      none: { totalCount: 0 },
      unknown: { nodes: [{ id: '201' }, { id: '202' }] },
      first: { nodes: [{ id: '201' }, { id: '202' }, { id: '1' }] },
      postsSummary: { count: 103, max: { pages: 99 } },
    })
  })
})
