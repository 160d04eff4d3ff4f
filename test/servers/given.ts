import { known } from './capable.ts'
import type { MongoSource } from './source.ts'

/** The server that `MONGODB_URL` names: ours to use, not to stop. */
export const given: MongoSource = {
  kind: 'MONGODB_URL',
  async start() {
    const url = process.env['MONGODB_URL']
    if (!url) return 'not set'
    return known('MONGODB_URL', url, async () => undefined).catch((error: Error) => {
      // another server in its place would test what nobody asked for
      throw new Error(`The server of MONGODB_URL does not answer: ${error.message}`, {
        cause: error,
      })
    })
  },
}
