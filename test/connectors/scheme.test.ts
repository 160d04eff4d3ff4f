import { describe, expect, it } from 'vitest'
import { maskUrl, schemeOf, withoutSecrets } from '../../src/connectors/scheme.ts'

describe('the scheme of a URL', () => {
  it('is taken by pattern, multi-host URLs included', () => {
    expect(schemeOf('mongodb://a:1,b:2/db')).toBe('mongodb')
    expect(schemeOf('mongodb+srv://u:p@h/db')).toBe('mongodb+srv')
    expect(schemeOf('YAML:./data')).toBe('yaml')
    expect(schemeOf('memory:')).toBe('memory')
  })
  it('is null where there is none', () => {
    for (const url of ['', 'library', './data', '//host/x', ':x', '1a:b'])
      expect(schemeOf(url)).toBeNull()
  })
})

describe('a masked URL', () => {
  it('has no user and no password', () => {
    expect(maskUrl('mongodb://user:pass@a:1,b:2/db?replicaSet=r')).toBe(
      'mongodb://***@a:1,b:2/db?replicaSet=r',
    )
    expect(maskUrl('https://token@api.example/v1')).toBe('https://***@api.example/v1')
  })
  it('hides passwords with odd characters', () => {
    for (const password of ['p/w', 'p@w', 'p@/w', 'p#w', 'p?w', 'p:w', 'p%40w', '12/34', '/']) {
      const masked = maskUrl(`mongodb://user:${password}@host:27017/db`)
      expect(masked, password).toBe('mongodb://***@host:27017/db')
    }
  })
  it('hides secret parameters', () => {
    expect(maskUrl('https://api.example/v1?apikey=abc&page=2&access_token=x#f')).toBe(
      'https://api.example/v1?apikey=***&page=2&access_token=***#f',
    )
  })
  it('is the URL where nothing is secret', () => {
    for (const url of [
      'yaml:./data/library',
      'https://api.example/@me/posts',
      'mongodb://[::1]:27017/db',
      'memory:',
    ]) {
      expect(maskUrl(url)).toBe(url)
    }
  })
})

describe('a driver message', () => {
  it('loses the URL and its password wherever they stand', () => {
    const url = 'mongodb://joe:s3cr%40t@h/db?authToken=longtoken'
    const message = `cannot reach ${url}: auth failed for joe with s3cr@t (s3cr%40t, longtoken)`
    const shown = withoutSecrets(message, url)
    expect(shown).not.toMatch(/s3cr|longtoken/)
    expect(shown).toMatch(/cannot reach mongodb:\/\/\*\*\*@h/)
  })
})
