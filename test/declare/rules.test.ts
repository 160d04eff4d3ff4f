import { describe, expect, it } from 'vitest'
import { every, not, owner, role, some } from '../../src/declare/index.ts'

describe('a rule', () => {
  it('says what it asks, as data', () => {
    expect(role('staff')).toEqual({ kind: 'rule', rule: 'role', role: 'staff' })
    expect(owner('loan.user')).toEqual({ kind: 'rule', rule: 'owner', path: 'loan.user' })
    expect(not(false)).toEqual({ kind: 'rule', rule: 'not', of: false })
  })

  it('is put together from rules, wheres, booleans and code, in the order given', () => {
    const code = () => true
    const where = { public: { eq: true } }
    expect(some(where, every(role('staff'), code), false)).toEqual({
      kind: 'rule',
      rule: 'some',
      of: [where, { kind: 'rule', rule: 'every', of: [role('staff'), code] }, false],
    })
  })

  it('cannot be changed', () => {
    for (const rule of [role('a'), owner('id'), every(true), some(true), not(true)]) {
      expect(Object.isFrozen(rule)).toBe(true)
    }
    expect(Object.isFrozen(every(true, false).of)).toBe(true)
  })
})
