import { describe, expect, it } from 'vitest'
import { collection, config } from '../../src/declare/index.ts'
import { list, object, ref, refsList, string } from '../../src/fields/index.ts'
import { MistakesError } from '../../src/errors.ts'
import { buildModel } from '../../src/model/build.ts'
import type { LinkModel, Model } from '../../src/model/model.ts'
import { library, the } from './library.ts'

const model = library()

function link(of: Model, collectionName: string, name: string): LinkModel {
  const found = the(of, collectionName).links.get(name)
  if (!found) throw new Error(`no link ${collectionName}.${name}`)
  return found
}

function ends({ ends: { near, far } }: LinkModel): string {
  return `${near.names.join('.')} = ${far.names.join('.')}`
}

/** Two collections, `as` and `bs`, with these fields. */
function pair(a: object, b: object): Model {
  const declare = (type: string, fields: object) => ({
    default: collection(type, { store: 'memory:', fields } as never),
  })
  return buildModel({
    modules: { as: declare('A', a), bs: declare('B', b) },
    config: config({}),
    connectors: [{ name: 'memory', schemes: ['memory'] }],
  })
}

function mistakesOf(build: () => unknown): readonly string[] {
  try {
    build()
  } catch (error) {
    if (error instanceof MistakesError)
      return error.mistakes.map((mistake) => `${mistake.at}: ${mistake.message}`)
    throw error
  }
  return []
}

describe('a ref with a refsList', () => {
  it('is held by the ref; the list is derived', () => {
    expect(link(model, 'books', 'author')).toMatchObject({
      holder: 'near',
      keyName: 'authorId',
      reverse: 'books',
      many: false,
    })
    expect(ends(link(model, 'books', 'author'))).toBe('author = id')
    expect(link(model, 'authors', 'books')).toMatchObject({
      holder: 'far',
      keyName: null,
      onDelete: 'cascade',
      many: true,
    })
    expect(ends(link(model, 'authors', 'books'))).toBe('id = author')
  })

  it('may have its reverse deeper', () => {
    expect(ends(link(model, 'users', 'loans'))).toBe('id = loan.user')
    expect(link(model, 'books', 'loan.user')).toMatchObject({ keyName: 'userId', to: 'users' })
  })

  it('joins by another unique field where the ref says so', () => {
    expect(link(model, 'books', 'country')).toMatchObject({ by: 'cca2', keyName: 'countryCca2' })
    expect(ends(link(model, 'books', 'country'))).toBe('country = cca2')
    expect(ends(link(model, 'countries', 'books'))).toBe('cca2 = country')
    expect(link(model, 'countries', 'books').by).toBeNull()
    expect(link(model, 'books', 'markets').keyName).toBe('marketsCca2s')
  })

  it('of one collection with itself is a tree', () => {
    expect(ends(link(model, 'authors', 'teacher'))).toBe('teacher = id')
    expect(ends(link(model, 'authors', 'pupils'))).toBe('id = teacher')
  })

  it('is held by both where the list is stored', () => {
    const both = pair(
      { b: ref('bs', { reverse: 'as' }) },
      { as: refsList('as', { reverse: 'b', stored: true }) },
    )
    expect([link(both, 'as', 'b').holder, link(both, 'bs', 'as').holder]).toEqual(['near', 'near'])
    expect(link(both, 'bs', 'as').keyName).toBe('asIds')
  })

  it('is found in a list of objects', () => {
    const nested = pair(
      { rows: list(object({ b: ref('bs', { reverse: 'as' }) })) },
      { as: refsList('as', { reverse: 'rows.b' }) },
    )
    expect(ends(link(nested, 'bs', 'as'))).toBe('id = rows.b')
    expect(the(nested, 'as').fields.get('rows')?.fields?.get('b')).toMatchObject({
      inList: true,
      link: { keyName: 'bId' },
    })
  })
})

describe('links of one sort', () => {
  it('are held by the owner, 1:1 and n:m', () => {
    expect(ends(link(model, 'authors', 'agent'))).toBe('agent = id')
    expect(ends(link(model, 'users', 'writer'))).toBe('id = agent')
    expect(ends(link(model, 'books', 'topics'))).toBe('topics = id')
    expect(ends(link(model, 'topics', 'books'))).toBe('id = topics')
  })

  it('that are their own reverse need no owner', () => {
    expect(link(model, 'authors', 'friends')).toMatchObject({
      holder: 'near',
      reverse: 'friends',
      keyName: 'friendsIds',
    })
  })

  it.each([
    ['neither owns', false, false, 'neither says owns: true'],
    ['both own', true, true, 'both say owns: true'],
  ])('are a mistake where %s, told once and naming both', (_, a, b, words) => {
    const told = mistakesOf(() =>
      pair(
        { b: ref('bs', { reverse: 'a', owns: a }) },
        { a: ref('as', { reverse: 'b', owns: b }) },
      ),
    )
    expect(told).toEqual([
      `as.b: this and bs.a are each other's reverse, and ${words}; one of the two must own the link`,
    ])
  })
})

describe('a reverse', () => {
  it('that does not name this side is told where it stands', () => {
    expect(
      mistakesOf(() => pair({ b: ref('bs', { reverse: 'as' }) }, { as: refsList('as') })),
    ).toEqual([
      "as.b: names bs.as as its reverse, and that does not name as.b; write reverse: 'b' there",
    ])
  })

  it('that leads to another collection is refused', () => {
    expect(
      mistakesOf(() => pair({ b: ref('bs', { reverse: 'x' }) }, { x: ref('bs'), name: string() })),
    ).toEqual(['as.b: the reverse bs.x links to "bs", not back to "as".'])
  })
})
