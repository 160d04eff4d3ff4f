import {
  bigint,
  bool,
  collection,
  config,
  date,
  datetime,
  decimal,
  float,
  gateway,
  int,
  json,
} from 'refract'
import { list, memory, object, oneOf, ref, refsList, string } from 'refract'
import type { Name } from 'refract'
import { serve } from './report.ts'

/** A hundred collections of twenty fields, as `test/types/generate.ts` prints them. */
const count = 100

/** A name of this schema; the program's registry knows only those of the demo. */
const linked = (at: number, stride: number) => `things${(at + stride + count) % count}` as Name

function things(at: number) {
  return collection(`Thing${at}`, {
    store: 'store',
    fields: {
      name: string({ required: true, max: 200, description: 'What it is called' }),
      code: string({ pattern: /^[a-z]+$/, unique: true }),
      note: string({ max: 2_000 }),
      size: int({ min: 1 }),
      rank: int({ required: true, default: 0 }),
      weight: float({ min: 0 }),
      serial: bigint(),
      price: decimal({ required: true }),
      active: bool({ default: true }),
      made: date(),
      seen: datetime(),
      grade: oneOf(['low', 'middle', 'high']),
      data: json(),
      tags: list(string({ max: 40 }), { unique: true, max: 20, absent: [] }),
      loan: object({ by: string(), until: datetime() }),
      ref0: ref(linked(at, 1), { reverse: 'list0' }),
      ref1: ref(linked(at, 7), { reverse: 'list1' }),
      list0: refsList(linked(at, -1), { reverse: 'ref0' }),
      list1: refsList(linked(at, -7), { reverse: 'ref1' }),
    },
    computed: { long: { of: bool(), reads: ['size'], from: (item) => (item.size ?? 0) > 500 } },
  })
}

const schema: Readonly<Record<string, object>> = Object.fromEntries(
  Array.from({ length: count }, (_, at) => [`things${at}`, { default: things(at) }]),
)
const started = performance.now()
const api = gateway({ schema, config: config({ stores: { store: memory() }, log: 'warn' }) })
const compiled = performance.now() - started
await api.ready()
serve((request, response) => void api.handle(request, response), { compiled })
