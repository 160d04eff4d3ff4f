import { describe, expect, it } from 'vitest'
import { collection, config, int, ref, rest, string } from 'refract'
import type { NamedStore, StoreDeclaration } from 'refract'
import { builtIn } from '../../src/connectors/built-in.ts'
import { restMistakes } from '../../src/connectors/stores/rest/check.ts'
import { MistakesError } from '../../src/errors.ts'
import { buildModel } from '../../src/model/build.ts'

const connectors = [...new Set(Object.values(builtIn))]

/** The mistakes of a store, and of a collection that uses it. */
function told(store: unknown, use: unknown = 'blog'): string[] {
  const posts = collection('Post', {
    store: use as string | NamedStore | StoreDeclaration,
    fields: { title: string(), likes: int(), user: ref('books') },
  })
  const stores = { blog: store as StoreDeclaration }
  try {
    buildModel({ modules: { books: { default: posts } }, config: config({ stores }), connectors })
    return []
  } catch (error) {
    if (error instanceof MistakesError) return error.message.split('\n')
    throw error
  }
}

const url = 'https://api.example.com/v1'
const every = {
  url,
  allowPrivate: false,
  headers: { 'x-api-key': 'k' },
  forward: ['authorization'],
  auth: { bearer: 't' },
  timeout: 3_000,
  contentType: 'text/html',
  id: 'id',
  onMismatch: 'error',
  list: '/posts?published=true',
  get: '/posts/{id}',
  many: { path: '/posts/search', param: 'ids', method: 'POST', max: 50, missing: 'none' },
  create: '/posts',
  update: '/posts/{id}',
  replace: false,
  delete: '/posts/{id}',
  rows: '$.data[*]',
  item: 'data',
  missing: 'empty',
  listFields: ['title'],
  fields: { user: 'userId' },
  filters: { 'user.eq': 'userId', 'user.in': { param: 'userId', style: 'comma' } },
  sort: { title: 'sort', likes: { param: 'sort', asc: 'likes', desc: '-likes', join: ',' } },
  order: [{ id: 'asc' }],
  paging: { style: 'page', page: 'page', first: 0, size: 'limit', max: 50, total: 'x-total' },
} as const

describe('options of REST stores', () => {
  it('are all taken where they are right', () => {
    expect(told(rest(every))).toEqual([])
    expect(restMistakes({ url, id: '{user}-{n}', get: '/u/{user}/p/{n}' }, 'store', null)).toEqual(
      [],
    )
    const { url: _, allowPrivate, headers, forward, auth, timeout, contentType, ...own } = every
    expect(
      told(rest({ url, allowPrivate, headers, forward, auth, timeout, contentType }), {
        store: 'blog',
        collection: 'p',
        ...own,
      }),
    ).toEqual([])
  })

  it('are told of all at once where they are not, with what was meant', () => {
    const wrong = {
      url: 'http://192.168.0.1',
      contentType: 'html',
      lst: '/posts',
      get: '/posts',
      many: { style: 'repaet', max: 0 },
      rows: '$.data[',
      item: 'a..b',
      listFields: 'title',
      filters: {
        'user.eqq': 'u',
        title: 'q',
        'likes.gte': 7,
        'user.in': { style: 'comma', parm: 'u' },
      },
      sort: { title: { asc: 'title' } },
      order: [{ id: 'up' }, 'title'],
      paging: { style: 'offset', next: 'x', max: 'many' },
      missing: 'nothing',
      id: { at: 'url', url: '/films/' },
      create: 'posts',
      update: '/posts/{id',
      timeout: 'long',
    }
    expect(told(rest(wrong as never))).toMatchInlineSnapshot(`
      [
        "config.stores.blog.url: leads to 192.168.0.1, an address that is not one of the internet; where that is meant, say allowPrivate: true",
        "config.stores.blog.timeout: is milliseconds, not string "long"",
        "config.stores.blog.contentType: is a media type such as 'text/html', not string "html"",
        "config.stores.blog.lst: is no option. Did you mean "list"?",
        "config.stores.blog.get: has no place for the id: "/posts". Write '/posts/{id}'.",
        "config.stores.blog.many.param: is missing: the parameter that takes the ids, e.g. 'id'",
        "config.stores.blog.many.style: takes 'repeat' or 'comma', not "repaet". Did you mean "repeat"?",
        "config.stores.blog.many.max: takes a whole number of at least 1, not 0",
        "config.stores.blog.rows: is no JSONPath: unclosed bracketed selection ('$.data[':7) (a dotted path such as 'data.items', or JSONPath)",
        "config.stores.blog.item: has an empty name (a dotted path such as 'data.items', or JSONPath)",
        "config.stores.blog.listFields: takes a list of fields, not "title"",
        "config.stores.blog.filters.user.eqq: there is no operator "eqq". Did you mean "eq"?",
        "config.stores.blog.filters.title: names a field and an operator, such as 'title.eq'",
        "config.stores.blog.filters.likes.gte: takes the name of a parameter, or { param: 'userId', style: 'repeat' }, not 7",
        "config.stores.blog.filters.user.in.param: is missing: the name of the parameter",
        "config.stores.blog.filters.user.in.parm: is no option. Did you mean "param"?",
        "config.stores.blog.sort.title.param: is missing: the name of the parameter",
        "config.stores.blog.order.0.id: takes 'asc' or 'desc', not "up"",
        "config.stores.blog.order.1: takes exactly one field, such as { id: 'asc' }, not "title"",
        "config.stores.blog.paging.max: takes a whole number of at least 1, not "many"",
        "config.stores.blog.paging.next: belongs to the style 'cursor', not to 'offset'",
        "config.stores.blog.missing: takes 'error' or 'empty', not "nothing"",
        "config.stores.blog.id.url: takes an address with one {id}, such as '/films/{id}/', not "/films/"",
        "config.stores.blog.create: takes a route that begins with /, below the url of the store, or false, not "posts". Write '/posts'.",
        "config.stores.blog.update: has a brace without its partner: "/posts/{id"",
      ]
    `)
  })

  it('that do not belong together are told of', () => {
    const wrong = restMistakes(
      { url, get: false, listFields: ['title'], many: { param: 'id', missing: 'any' } },
      'store',
      null,
    )
    expect(wrong).toMatchInlineSnapshot(`
      [
        {
          "at": "many.missing",
          "message": "'any' asks for each item then, and get is false; say 'none', or give a get",
        },
        {
          "at": "listFields",
          "message": "leaves out fields that nothing else answers: get is false, and many has no path of its own",
        },
      ]
    `)
    expect(restMistakes({ url, get: '/users/{user}/posts/{n}' }, 'store', null))
      .toMatchInlineSnapshot(`
      [
        {
          "at": "get",
          "message": "has places that the id does not fill: {user}, {n}; write {id}, or compose the id of them: id: '{user}-{n}'",
        },
      ]
    `)
  })

  it('that leave no way to an item are told of', () => {
    const message = 'is false, and neither list nor many can find an item by its id'
    for (const list of [false, '/users/{user}/posts'] as const)
      expect(restMistakes({ url, list, get: false }, 'store', null)).toEqual([
        { at: 'get', message },
      ])
  })

  it('of a collection know its fields, and not what belongs to the store', () => {
    const own = {
      store: 'blog',
      listFields: ['titel'],
      filters: { 'usr.eq': 'userId' },
      sort: { like: 'sort' },
      fields: { user: 'userId', body: '$.b[' },
      url: 'https://other.example',
      headers: {},
    }
    expect(told(rest({ url }), own)).toMatchInlineSnapshot(`
      [
        "books.store.listFields.0: the collection has no field "titel". Did you mean "title"?",
        "books.store.filters.usr.eq: the collection has no field "usr". Did you mean "user"?",
        "books.store.sort.like: the collection has no field "like". Did you mean "likes"?",
        "books.store.fields.body: the collection has no field "body". Known: title, likes, user, id.",
        "books.store.fields.body: is no JSONPath: unclosed bracketed selection ('$.b[':4) (a dotted path such as 'data.items', or JSONPath)",
        "books.store.url: belongs to the store, in the configuration: its collections share one connection",
        "books.store.headers: belongs to the store, in the configuration: its collections share one connection",
      ]
    `)
  })

  it('are told of in plain addresses and in stores of one collection too', () => {
    expect(told('http://localhost:3000')).toMatchInlineSnapshot(`
      [
        "config.stores.blog.url: leads to localhost, an address that is not one of the internet; where that is meant, say allowPrivate: true",
      ]
    `)
    expect(told(rest({ url }), rest({ url, listFields: ['lkes'] }))).toMatchInlineSnapshot(`
      [
        "books.store.listFields.0: the collection has no field "lkes". Did you mean "likes"?",
      ]
    `)
  })
})
