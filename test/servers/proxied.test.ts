import { describe, expect, it } from 'vitest'
import { proxiedUrl } from './proxied.ts'

describe('the address behind a proxy', () => {
  it('keeps credentials and options, and names one server in place of all', () => {
    const of = (url: string) => proxiedUrl(url, 5000, 'test').replace('mongodb://', '')
    const direct = '?directConnection=true'
    expect(of('mongodb://localhost')).toBe(`127.0.0.1:5000/test${direct}`)
    expect(of('mongodb://127.0.0.1:27117/?directConnection=true')).toBe(
      `127.0.0.1:5000/test${direct}`,
    )
    expect(of('mongodb://joe:p%40ss@a:1,b:2/shop?replicaSet=rs0&w=1')).toBe(
      'joe:p%40ss@127.0.0.1:5000/test?w=1&directConnection=true&authSource=shop',
    )
    expect(of('mongodb+srv://joe:x@c.example/?retryWrites=true')).toBe(
      'joe:x@127.0.0.1:5000/test?retryWrites=true&directConnection=true&tls=true&tlsAllowInvalidHostnames=true&authSource=admin',
    )
  })
})
