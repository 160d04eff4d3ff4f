import { describe, expect, it } from 'vitest'
import { every, not, owner, role, some } from '../../src/declare/index.ts'
import { bool, list, object, ref, string } from '../../src/fields/index.ts'
import type { User } from '../../src/access/rule.ts'
import { everything, nothing } from '../../src/query/filter.ts'
import { match } from '../../src/query/match.ts'
import type { Row } from '../../src/query/row.ts'
import { thing } from './library.ts'

const staff: User = { id: '7', roles: ['staff'] }
const other: User = { id: 'ann', roles: [] }

const rows: readonly Row[] = [
  { id: 1, name: 'a', user: '7', boss: 7, public: true },
  { id: 7, name: 'b', user: 'ann', boss: 'ann', public: false },
  { id: 3, name: null, jobs: [{ by: 7 }, {}] },
]

const fields = {
  name: string(),
  user: string(),
  public: bool(),
  boss: ref('things'),
  jobs: list(object({ by: ref('things') })),
}

/** The ids of the rows that the rule lets the user read. */
async function seen(read: unknown, user: User | null): Promise<readonly unknown[]> {
  const decision = thing({ fields, can: { read } }).read(user)
  const passing = rows.filter(match(decision.filter))
  const verdicts = await Promise.all(
    passing.map((row) => decision.rows?.(row, 'the items') ?? true),
  )
  return passing.filter((_, i) => verdicts[i]).map((row) => row.id)
}

describe('who may read', () => {
  it('is everybody or nobody, decided without a row', () => {
    expect(thing({ can: { read: true } }).read(null)).toEqual({ filter: everything, rows: null })
    expect(thing({ can: { read: false } }).read(staff)).toEqual({ filter: nothing, rows: null })
    expect(thing({ can: { read: role('staff') } }).read(staff).filter).toBe(everything)
    expect(
      thing({ can: { read: some(role('staff'), { name: { eq: 'a' } }) } }).read(staff).filter,
    ).toBe(everything)
    expect(
      thing({ can: { read: every(role('staff'), { name: { eq: 'a' } }) } }).read(null).filter,
    ).toBe(nothing)
  })

  it('without a rule is everybody, or what the configuration says', () => {
    expect(thing({}).read(null).filter).toBe(everything)
    expect(thing({}, { can: { read: role('staff') } }).read(null).filter).toBe(nothing)
  })

  it.each([
    ['nobody has a role', role('staff'), []],
    ['nobody owns', owner('user'), []],
    ['and so everybody is not of the role', not(role('staff')), [1, 7, 3]],
    ['and not the owner', not(owner('user')), [1, 7, 3]],
  ])('when nobody is signed in: %s', async (_, rule, ids) => {
    expect(await seen(rule, null)).toEqual(ids)
  })

  it.each([
    ['text', owner('user'), [1]],
    ['a ref, whatever the type of the key', owner('boss'), [1]],
    ['a ref in a list of objects', owner('jobs.by'), [3]],
    ['the item itself', owner('id'), [7]],
    ['not: whoever is not named, and items that name nobody', not(owner('boss')), [7, 3]],
  ])('is the owner by %s', async (_, rule, ids) => {
    expect(await seen(rule, staff)).toEqual(ids)
  })

  it('may be said by the rows, and turned around with null included', async () => {
    expect(await seen({ public: { eq: true } }, null)).toEqual([1])
    expect(await seen(not({ public: { eq: true } }), null)).toEqual([7, 3])
    expect(await seen(not({}), null)).toEqual([])
    expect(await seen(not(every({ public: { eq: true } }, owner('boss'))), other)).toEqual([
      1, 7, 3,
    ])
  })

  it('may be said in code, which sees the item as code does', async () => {
    const handed: unknown[] = []
    const rule = ({
      item,
      user,
      before,
      input,
    }: {
      item: { boss: string; id: string }
      user: User
      before: unknown
      input: unknown
    }) => {
      handed.push(item)
      return before === null && input === null && item.boss === user.id
    }
    expect(await seen(rule, staff)).toEqual([1])
    expect(handed[0]).toMatchObject({ id: '1', boss: '7', name: 'a', jobs: null })
  })

  it('in code that waits is asked after the load, with the items', async () => {
    const rule = async (context: { items: unknown; item: { name: string } }) =>
      context.items === 'the items' && context.item.name === 'b'
    expect(thing({ fields, can: { read: rule } }).read(null)).toMatchObject({ filter: everything })
    expect(await seen(rule, null)).toEqual([7])
    expect(await seen(({ items }: { items: unknown }) => items === 'the items', null)).toEqual([
      1, 7, 3,
    ])
    expect(await seen(some(rule as never, { public: { eq: true } }), null)).toEqual([1, 7])
    expect(await seen(every(not(rule as never), { name: { isNull: false } }), null)).toEqual([1])
  })

  const throws = () => {
    throw new Error('no')
  }

  it.each([
    ['throws', throws],
    ['throws, under not', not(throws as never)],
    ['throws later', async () => throws()],
    ['throws later, under not', not((async () => throws()) as never)],
    ['answers no boolean', () => 'yes'],
    ['answers no boolean, under not', not((() => 0) as never)],
    ['answers a promise without being async', () => Promise.resolve(true)],
  ])('is nobody where code %s', async (_, rule) => {
    expect(await seen(rule, staff)).toEqual([])
  })

  it('is whoever another part allows, though one part throws', async () => {
    expect(await seen(some(throws as never, { public: { eq: true } }), null)).toEqual([1])
  })
})

describe('who may read a field', () => {
  function readable(read: unknown, user: User | null): unknown {
    const field = thing({
      fields: { ...fields, name: string({ can: { read } } as never) },
    }).fields.get('name')
    const answer = field?.readable(user)
    return typeof answer === 'function' ? rows.map(answer) : answer
  }

  it('is decided without a row where the rule does not speak of it', () => {
    expect([
      readable(true, null),
      readable(false, staff),
      readable(role('staff'), staff),
      readable(role('staff'), null),
    ]).toEqual([true, false, true, false])
  })

  it('is decided by the row else', () => {
    expect(readable({ public: { eq: true } }, null)).toEqual([true, false, false])
    expect(readable(owner('boss'), staff)).toEqual([true, false, false])
    expect(
      readable(
        some(role('admin'), (({ item }: { item: { name: string } }) => item.name === 'b') as never),
        other,
      ),
    ).toEqual([false, true, false])
  })

  it('is nobody, ever, where the rule says false: the field is hidden', () => {
    const hidden = (read: unknown) =>
      thing({ fields: { name: string({ can: { read } } as never) } }).fields.get('name')?.hidden
    expect(
      [false, not(true), every(role('x'), false), some(false, not(true)), role('x'), true].map(
        hidden,
      ),
    ).toEqual([true, true, true, true, false, false])
  })
})
