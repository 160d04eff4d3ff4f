import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run, type Running } from './fixture.ts'

describe('the audit of GraphQL over HTTP', () => {
  let server: Running
  beforeAll(async () => {
    server = await run({ dev: true })
  })
  afterAll(() => server.stop())

  it('is ok in all of its 61 points', async () => {
    const results = await auditServer({ url: `${server.url}/graphql`, fetchFn: fetch })
    const others = results.filter(({ status }) => status !== 'ok')
    expect(others.map(({ name, status }) => `${status}: ${name}`)).toEqual([])
    expect(results).toHaveLength(61)
  })
})
