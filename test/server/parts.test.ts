import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { documentCache } from '../../src/server/document-cache.ts'
import { errorFields, masked } from '../../src/server/log.ts'

describe('the cache of documents', () => {
  const document = parse('{ a }')
  const text = (name: string) => name.repeat(10)

  it('lets the least recently used leave when its characters are full', () => {
    const cache = documentCache(100)
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'])
      cache.set(text(name), document)
    expect(cache.get(text('a'))).toBe(document)
    cache.set(text('k'), document)
    expect([cache.get(text('a')), cache.get(text('b'))]).toEqual([document, undefined])
    cache.set(text('k'), document)
    expect(cache.get(text('c'))).toBe(document)
  })

  it('does not keep what would fill a tenth of it', () => {
    const cache = documentCache(100)
    cache.set('x'.repeat(11), document)
    expect(cache.get('x'.repeat(11))).toBeUndefined()
  })
})

describe('a logged error', () => {
  it('has no credentials of URLs, in whatever it carries', () => {
    const url = 'mongodb+srv://root:p%40ss@a.example,b.example/db and https://t0ken@api.example/x'
    expect(masked(url)).toBe(
      'mongodb+srv://***@a.example,b.example/db and https://***@api.example/x',
    )
    const error = new Error(url, { cause: new Error(url, { cause: url }) })
    expect(JSON.stringify(errorFields(error))).not.toMatch(/p%40ss|t0ken/)
  })

  it('may be anything, and its causes end', () => {
    for (const thrown of [null, undefined, 'text', 7n, Symbol('s'), {}, Object.create(null)]) {
      expect(errorFields(thrown)).toHaveProperty('message')
    }
    const circular = new Error('round')
    circular.cause = circular
    expect(JSON.stringify(errorFields(circular)).split('"round"').length).toBe(5)
  })
})
