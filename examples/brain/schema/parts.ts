import { collection, date, decimal, int, list, string } from 'refract'

export default collection('Part', {
  store: 'parts',
  description: 'What a headset is made of; six records to try every filter on.',
  fields: {
    title: string({ required: true, max: 80, matches: true, example: 'Bolt M3' }),
    kind: string({ max: 20, example: 'bolt' }),
    stock: int({ min: 0 }),
    price: decimal({ min: '0', example: '1.20' }),
    added: date(),
    tags: list(string()),
  },
  order: [{ id: 'asc' }],
  can: { read: true },
  meta: false,
})
