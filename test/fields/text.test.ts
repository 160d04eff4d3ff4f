import { describe, expect, it } from 'vitest'
import { StoreKey } from '../../src/fields/key.ts'
import { email, ip, oneOf, string, url, uuid } from '../../src/fields/index.ts'
import { write } from './say.ts'

describe('string', () => {
  it('must match all its patterns, anchored as they are written', () => {
    const field = string({ patterns: [/^A/, /.*Z$/] })
    expect(write(field, 'Foo')).toEqual([
      'it: "Foo" does not match /^A/',
      'it: "Foo" does not match /.*Z$/',
    ])
    expect(write(field, 'AtoZ')).toBe('AtoZ')
    expect(write(string({ pattern: /ab/ }), 'xabc')).toBe('xabc')
    expect(write(string({ pattern: /^ab$/ }), 'ab\n')).toEqual([
      expect.stringContaining('does not match'),
    ])
  })

  it('behaves the same when the pattern is given by a function', () => {
    const field = string({ patterns: [() => /^A/, () => /.*Z$/] })
    expect(write(field, 'Foo')).toHaveLength(2)
    expect(write(field, 'AtoZ')).toBe('AtoZ')
  })

  it('matches a global or sticky pattern every time', () => {
    const field = string({ pattern: /a/gy })
    expect([1, 2, 3].map(() => write(field, 'a'))).toEqual(['a', 'a', 'a'])
  })

  it('counts characters, not UTF-16 units', () => {
    expect(write(string({ max: 2 }), '😀😀')).toBe('😀😀')
    expect(write(string({ max: 2 }), '😀😀😀')).toEqual([
      'it: has 3 characters, at most 2 are allowed',
    ])
    expect(write(string({ min: 2 }), 'a')).toEqual(['it: has 1 character, at least 2 are needed'])
  })

  it('shows only the beginning of a long value', () => {
    const [line] = write(string({ pattern: /^b/ }), 'a'.repeat(100_000)) as string[]
    expect(line?.length).toBeLessThan(120)
    expect(line).toContain('aaa…')
  })

  it('is in ["M", "F"] or refused, and null is neither', () => {
    const field = string({ oneOf: ['M', 'F'], min: 1, pattern: /./ })
    expect(write(field, 'foo')).toEqual(['it: "foo" is not one of "M", "F"'])
    expect([write(field, 'F'), write(field, null)]).toEqual(['F', null])
  })

  it('offers `matches` only where it is asked for', () => {
    expect(string().type.operators).toEqual([
      'eq',
      'ne',
      'in',
      'nin',
      'lt',
      'lte',
      'gt',
      'gte',
      'between',
      'exists',
      'isNull',
      'contains',
      'startsWith',
      'endsWith',
    ])
    expect(string({ matches: true }).type.operators.at(-1)).toBe('matches')
  })

  it('sorts by code point', () => {
    expect(['z', '😀', '\uFFFD', 'Z', 'ä'].sort(string().type.compare)).toEqual([
      'Z',
      'z',
      'ä',
      '\uFFFD',
      '😀',
    ])
  })

  it('reads nothing but text', () => {
    expect(
      ['', 'x', 1, true, null].map((v) => (v === null ? undefined : string().type.decode(v))),
    ).toEqual(['', 'x', undefined, undefined, undefined])
  })
})

describe('email', () => {
  it.each(['ada@example.com', 'a.b+c@sub.example.org', "o'neil@example.com"])(
    'takes %s',
    (value) => {
      expect(write(email(), value)).toBe(value)
    },
  )

  it.each([
    'ada',
    'ada@',
    '@example.com',
    'ada@example.com\n',
    'a b@example.com',
    'ada@-x.com',
    `${'a'.repeat(250)}@x.org`,
  ])('refuses %j', (value) => {
    expect(write(email(), value)).toEqual([expect.stringContaining('is not an email address')])
  })
})

describe('url', () => {
  it('survives as it was written', () => {
    for (const value of [
      'http://example.com',
      'http://example.com/path?query=1#fragment',
      'https://[::1]:8080/',
    ]) {
      expect(write(url(), value)).toBe(value)
    }
    expect(write(url(), new URL('https://example.com'))).toBe('https://example.com/')
  })

  it.each([
    'coucou',
    12.3,
    'http://',
    'http:///x',
    '/path',
    'mailto:a@b.c',
    'http://a b',
    ' http://a',
    'http://a\n',
    'http:\\\\a',
  ])('refuses %j', (value) => {
    expect(write(url(), value)).toEqual([
      expect.stringContaining('is not a URL with a scheme and a host'),
    ])
  })

  it('refuses schemes that run code, and takes those that are declared', () => {
    expect(write(url(), 'javascript://example.com/%0aalert(1)')).toEqual([
      'it: "javascript://example.com/%0aalert(1)" is not a URL of http or https',
    ])
    expect(write(url({ schemes: ['ftp'] }), 'ftp://example.com/a')).toBe('ftp://example.com/a')
    // A bound, not the type: what is stored can be read.
    expect(url().type.decode('ftp://example.com/a')).toBe('ftp://example.com/a')
  })
})

describe('ip', () => {
  it('takes both versions, IPv6 in its one short form', () => {
    expect(write(ip(), '192.0.2.1')).toBe('192.0.2.1')
    expect(write(ip(), '2001:DB8:0:0:0:0:0:1')).toBe('2001:db8::1')
    expect(write(ip(), '::')).toBe('::')
  })

  it.each(['999.1.1.1', '1.2.3', '01.2.3.4', '1.2.3.4/8', 'fe80::1%eth0', '', 12, 'x'])(
    'refuses %j',
    (value) => {
      expect(write(ip(), value)).toEqual([expect.stringContaining('is not an IP address')])
    },
  )
})

describe('uuid', () => {
  const text = '123e4567-e89b-42d3-a456-426614174000'

  it('is lower case, whatever came', () => {
    expect(write(uuid(), text.toUpperCase())).toBe(text)
    expect(uuid().type.decode(text.toUpperCase())).toBe(text)
    expect(uuid().type.decode(new StoreKey('uuid', text))).toBe(text)
  })

  it.each([`{${text}}`, text.replaceAll('-', ''), `${text}0`, text.replace('1', 'g'), 1])(
    'refuses %j',
    (value) => {
      expect(write(uuid(), value)).toEqual([expect.stringContaining('is not a UUID')])
    },
  )
})

describe('oneOf', () => {
  it('takes its values only, and null where it is optional', () => {
    const field = oneOf(['novel', 'essay'])
    expect([write(field, 'novel'), write(field, null)]).toEqual(['novel', null])
    expect(write(field, 'poem')).toEqual(['it: "poem" is not one of "novel", "essay"'])
    expect(write(field, 'constructor')).toHaveLength(1)
    expect(field.type.decode('poem')).toBeUndefined()
  })

  it('names values by a map, and stores the texts', () => {
    const field = oneOf({ XL2: '2xl', XL: 'xl' }, { required: true })
    expect(field.values).toEqual(['2xl', 'xl'])
    expect(field.names).toEqual({ XL2: '2xl', XL: 'xl' })
    expect(write(field, '2xl')).toBe('2xl')
    expect(write(field, 'XL2')).toEqual(['it: "XL2" is not one of "2xl", "xl"'])
    expect(oneOf(['a']).names).toBeNull()
  })
})
