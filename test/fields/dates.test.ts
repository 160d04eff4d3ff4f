import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, it } from 'vitest'
import { date, datetime, duration, time } from '../../src/fields/index.ts'
import { durationLength } from '../../src/fields/scalars/duration.ts'
import { write } from './say.ts'

const zone = process.env['TZ']
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

describe.each(['Asia/Jerusalem', 'UTC', 'America/St_Johns'])(
  'datetime on a machine in %s',
  (tz) => {
    process.env['TZ'] = tz
    const text = (value: unknown): unknown => {
      process.env['TZ'] = tz
      return datetime().type.encode(datetime().type.decode(value))
    }

    it.each([
      ['2019-12-04T08:08:07.339Z', '2019-12-04T08:08:07.339Z'],
      ['1992-03-05T00:00:00+02:00', '1992-03-04T22:00:00.000Z'],
      ['2010-02-21', '2010-02-21T00:00:00.000Z'],
      ['2010-02-21 10:30:00', '2010-02-21T10:30:00.000Z'],
      ['2010-02-21T10:30', '2010-02-21T10:30:00.000Z'],
      ['2001-12-14 21:59:43.10 -5', '2001-12-15T02:59:43.100Z'],
      ['2020-01-02T03:04:05.678999Z', '2020-01-02T03:04:05.678Z'],
      ['2020-01-02t03:04:05z', '2020-01-02T03:04:05.000Z'],
      ['2020-02-29T23:59:59.9-0330', '2020-03-01T03:29:59.900Z'],
      ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'],
      ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ])('reads %s as %s', (stored, moment) => {
      expect(text(stored)).toBe(moment)
    })
  },
)

describe('datetime', () => {
  it('means the same in a process that starts in another zone', () => {
    const script = `import { datetime } from './src/fields/index.ts'
      console.log(datetime().type.encode(datetime().type.parse('2010-02-21 10:30')), new Date().getTimezoneOffset() !== 0)`
    const jiti = `import { createJiti } from 'jiti'; await createJiti(process.cwd() + '/').evalModule(${JSON.stringify(script)}, { filename: process.cwd() + '/x.mts', async: true })`
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', jiti], {
      env: { ...process.env, TZ: 'Asia/Jerusalem' },
      encoding: 'utf8',
    })
    expect(out.trim()).toBe('2010-02-21T10:30:00.000Z true')
  })

  it.each([
    23.45,
    'dd',
    '2019-02-29',
    '2019-13-01',
    '2019-00-10',
    '2019-04-31T00:00:00Z',
    '2019-01-01T24:00:00Z',
    '2019-01-01T10:60:00Z',
    '2019-01-01T23:59:60Z',
    '2019-01-01T10:00:00+25:00',
    '20190101',
    'Jan 1 2019',
    '2019-1-1',
    '+010000-01-01T00:00:00Z',
    1575446887339,
    new Date(Number.NaN),
    new Date(8.64e15),
    true,
  ])('refuses %j', (value) => {
    expect(write(datetime(), value)).toEqual([
      expect.stringContaining('is not a date and time like 2026-01-02T03:04:05.678Z'),
    ])
    expect(datetime().type.decode(value)).toBeUndefined()
  })

  it('refuses a moment that its zone moves out of the four-digit years', () => {
    expect(datetime().type.decode('9999-12-31T23:59:59-01:00')).toBeUndefined()
    expect(datetime().type.decode('0000-01-01T00:00:00+01:00')).toBeUndefined()
  })

  it('takes bounds as dates or text', () => {
    const field = datetime({ min: '2020-01-01', max: new Date('2020-12-31T00:00:00Z') })
    expect(write(field, '2020-01-01T00:00:00Z')).toEqual(new Date('2020-01-01T00:00:00Z'))
    expect(write(field, '2019-12-31T23:59:59.999Z')).toEqual([
      'it: "2019-12-31T23:59:59.999Z" is below the minimum "2020-01-01T00:00:00.000Z"',
    ])
    expect(write(field, '2021-01-01')).toHaveLength(1)
  })
})

describe('date', () => {
  it('reads text, and native dates at midnight UTC', () => {
    expect(date().type.decode('2010-02-21')).toBe('2010-02-21')
    expect(date().type.decode(new Date('2010-02-21'))).toBe('2010-02-21')
    expect(date().type.decode(new Date('1950-02-21'))).toBe('1950-02-21')
    expect(write(date(), '2000-02-29')).toBe('2000-02-29')
  })

  it.each([
    '2010-02-30',
    '1900-02-29',
    '2010-2-21',
    '2010-02-21T00:00:00Z',
    new Date('1992-03-04T22:00:00Z'),
    0,
    '',
  ])('refuses %j', (value) => {
    expect(write(date(), value)).toEqual([expect.stringContaining('is not a date like 2026-01-31')])
    expect(date().type.decode(value)).toBeUndefined()
  })

  it('offers the parts of a day', () => {
    expect(date().type.operators.slice(-3)).toEqual(['year', 'month', 'day'])
    expect(datetime().type.operators.slice(-3)).toEqual(['year', 'month', 'day'])
    expect(time().type.operators).not.toContain('day')
  })
})

describe('time', () => {
  it.each([
    ['08:05', '08:05:00'],
    ['08:05:00', '08:05:00'],
    ['00:00:00', '00:00:00'],
    ['23:59:59.5', '23:59:59.500'],
    ['23:59:59.000', '23:59:59'],
    ['23:59:59.123999', '23:59:59.123'],
  ])('reads %s as %s', (stored, clock) => {
    expect(time().type.decode(stored)).toBe(clock)
  })

  it.each(['8:05', '24:00:00', '08:60', '08:05:60', '08:05:00Z', 80500, ''])(
    'refuses %j',
    (value) => {
      expect(write(time(), value)).toEqual([
        expect.stringContaining('is not a time of day like 08:05:00'),
      ])
    },
  )

  it('sorts by the clock', () => {
    const clocks = ['08:05:01', '08:05:00.500', '08:05:00', '00:00:00'].map(time().type.parse)
    expect(clocks.sort(time().type.compare)).toEqual([
      '00:00:00',
      '08:05:00',
      '08:05:00.500',
      '08:05:01',
    ])
  })
})

describe('duration', () => {
  it.each([
    'P1Y',
    'P1M',
    'P2W',
    'P1DT2H30M',
    'PT0S',
    '-P1D',
    'PT1.5S',
    'P1Y2M3W4DT5H6M7.123456789S',
  ])('keeps %s as written', (value) => {
    expect(write(duration(), value)).toBe(value)
  })

  it.each([
    'P',
    'PT',
    'P1',
    '1D',
    'P1H',
    'PT1D',
    'P1DT',
    'P0.5Y',
    'PT1.5H',
    'p1d',
    'P1D2Y',
    'PT1S\n',
    3600,
  ])('refuses %j', (value) => {
    expect(write(duration(), value)).toEqual([
      expect.stringContaining('is not a duration like P1DT2H30M'),
    ])
  })

  it('compares by length: a day is 24 hours, a month a twelfth of 365.2425 days', () => {
    const order = [
      '-P1D',
      'PT0S',
      'PT1S',
      'PT1M',
      'PT25H',
      'P30D',
      'P1M',
      'P31D',
      'P365D',
      'P1Y',
      'P366D',
    ]
    expect(order.toReversed().sort(duration().type.compare)).toEqual(order)
    expect(durationLength('P12M')).toBe(durationLength('P1Y'))
    expect(duration().type.identity('P1D')).toBe(duration().type.identity('PT24H'))
    expect(duration().type.compare('PT1.10S', 'PT1.1S')).toBe(0)
    expect(write(duration({ max: 'P30D' }), 'P1M')).toEqual([
      'it: "P1M" is above the maximum "P30D"',
    ])
  })
})
