import { describe, expect, it } from 'vitest'
import { addressOf } from '../../src/cli/address.ts'
import { paintFor } from '../../src/cli/paint.ts'
import { moduleName } from '../../src/cli/schema-folder.ts'

describe('an address', () => {
  it('comes from flags, the environment, the configuration, or is the default', () => {
    expect(addressOf({}, {}, {})).toEqual({ port: 4000, host: '127.0.0.1' })
    expect(addressOf({}, {}, { port: 1, host: 'a' })).toEqual({ port: 1, host: 'a' })
    expect(addressOf({}, { PORT: '2', HOST: '::' }, { port: 1 })).toEqual({ port: 2, host: '::' })
    expect(addressOf({ port: '3' }, { PORT: '2' }, {})).toEqual({ port: 3, host: '127.0.0.1' })
    expect(addressOf({}, { PORT: '', HOST: '' }, {})).toEqual({ port: 4000, host: '127.0.0.1' })
    expect(addressOf({ port: '65535' }, {}, {}).port).toBe(65_535)
  })

  it('is refused for what is no port', () => {
    for (const port of ['65536', '-1', '1.5', '0x10', ' 80', 'http', '1e3']) {
      expect(() => addressOf({ port }, {}, {}), port).toThrow(/--port: .* is no port/)
    }
  })
})

describe('the name of a module', () => {
  it('is the name of its file in camel case', () => {
    const files = ['books.ts', 'book-reviews.ts', 'book_reviews.mjs', 'bookReviews.js', 'a-b-c.mts']
    expect(files.map(moduleName)).toEqual([
      'books',
      'bookReviews',
      'bookReviews',
      'bookReviews',
      'aBC',
    ])
  })
})

describe('colours', () => {
  const escape = String.fromCharCode(27)

  it('are for terminals that want them', () => {
    const shown = (isTTY: boolean, variables: NodeJS.ProcessEnv) =>
      paintFor({ isTTY }, variables).good('x').includes(escape)
    expect(shown(true, {})).toBe(true)
    expect(shown(false, {})).toBe(false)
    expect(shown(true, { NO_COLOR: '1' })).toBe(false)
    expect(shown(true, { NO_COLOR: '' })).toBe(true)
    expect(shown(true, { TERM: 'dumb' })).toBe(false)
  })
})
