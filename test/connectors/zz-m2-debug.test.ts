import { it } from 'vitest'
import { mongoServer } from '../servers/mongodb.ts'
import { proxiedMongo } from '../servers/proxied.ts'
import { opening } from './opening-options.ts'
import mongodb from '../../src/connectors/stores/mongodb/index.ts'
import { shape, question } from './library.ts'
it('debug', async () => {
  const server = await mongoServer()
  if (!server) return
  const p = await proxiedMongo(server)
  const s = await mongodb.open(opening({ name: 'shop', url: p.url('x') }).options)
  const store = await s.collection(shape())
  await store.find(question(), {})
  console.log('open', p.proxy.connections())
  p.proxy.blackhole()
  void store.find(question(), {}).catch((e) => console.log('find', e.code))
  await new Promise((r) => setTimeout(r, 200))
  console.log('hung', p.proxy.connections())
  const t = Date.now()
  await s.close()
  console.log('closed', Date.now() - t, p.proxy.connections())
  for (let i = 0; i < 12; i++) { await new Promise((r) => setTimeout(r, 500)); console.log(p.proxy.connections()) }
  await p.proxy.close()
})
