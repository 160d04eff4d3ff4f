import { afterEach, describe, expect, it, vi } from 'vitest'
import { config, env, memory, missingVariables, yaml } from '../../src/declare/index.ts'

afterEach(() => vi.unstubAllEnvs())

describe('env()', () => {
  it('is the variable of the environment, whatever the fallback', () => {
    vi.stubEnv('REFRACT_TEST', 'yaml:./a')
    expect(env('REFRACT_TEST')).toBe('yaml:./a')
    expect(env('REFRACT_TEST', 'yaml:./b')).toBe('yaml:./a')
  })

  it('is the fallback when the variable is missing or empty', () => {
    expect(env('REFRACT_TEST', 'yaml:./b')).toBe('yaml:./b')
    vi.stubEnv('REFRACT_TEST', '')
    expect(env('REFRACT_TEST', 'yaml:./b')).toBe('yaml:./b')
    expect(env('REFRACT_TEST', '')).toBe('')
  })

  it('does not throw without both; what needs it is found later, with its place', () => {
    const declared = config({
      stores: {
        library: env('REFRACT_LIBRARY'),
        shop: yaml({ path: `./${env('REFRACT_SHOP')}/${env('REFRACT_DAY')}` }),
        scratch: memory({ rows: [{ id: 1, name: env('REFRACT_ROW', 'x') }] }),
      },
      cors: { origins: ['https://app.example', env('REFRACT_ORIGIN')] },
    })
    expect(missingVariables(declared)).toEqual([
      { at: 'stores.library', name: 'REFRACT_LIBRARY' },
      { at: 'stores.shop.options.path', name: 'REFRACT_SHOP' },
      { at: 'stores.shop.options.path', name: 'REFRACT_DAY' },
      { at: 'cors.origins.1', name: 'REFRACT_ORIGIN' },
    ])
  })

  it('finds nothing missing where all have values', () => {
    expect(
      missingVariables(config({ stores: { a: env('REFRACT_A', 'memory:') }, port: 4000 })),
    ).toEqual([])
  })
})

describe('the search for missing variables', () => {
  it('looks at data only, and once at what comes twice', () => {
    const shared: { self?: unknown; url: string } = { url: env('REFRACT_URL') }
    shared.self = shared
    expect(
      missingVariables({
        a: shared,
        b: new Map([['url', env('REFRACT_MAP')]]),
        c: () => env('REFRACT_C'),
      }),
    ).toEqual([{ at: 'a.url', name: 'REFRACT_URL' }])
  })
})
