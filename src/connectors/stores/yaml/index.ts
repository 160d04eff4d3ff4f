import type { Connector } from '../../connector.ts'
import { rowDecoder } from '../../decode.ts'
import { fileSource } from './file.ts'
import { folderSource } from './folder.ts'
import { openLive, type LiveCollection } from './live.ts'
import { findPlace } from './place.ts'
import { nativeFor } from './scalars.ts'

/**
 * YAML files: a folder with a file per item, or one file with a map of ids to items or a list. All items are
 * held in memory, decoded; edits by hand are seen within a second.
 */
const yaml: Connector = {
  name: 'yaml',
  schemes: ['yaml'],
  async open(opened) {
    const live: LiveCollection[] = []
    return {
      async collection(shape) {
        const place = await findPlace(opened, shape)
        const decode = rowDecoder(shape, { native: nativeFor })
        const make = place.kind === 'folder' ? folderSource : fileSource
        const source = make({ place, decode })
        const collection = await openLive({ opened, shape, place, source })
        live.push(collection)
        return collection.store
      },
      close: async () => {
        await Promise.all(live.splice(0).map((collection) => collection.close()))
      },
    }
  },
}
export default yaml
