import yaml from '../../src/connectors/stores/yaml/index.ts'
import type { Shape } from '../../src/connectors/connector.ts'
import { connectorContract, type Opened } from './contract.ts'
import type { Stored } from './library.ts'
import { opening } from './opening-options.ts'
import { flow, listFile, mapFile, testFolder, type Folder } from './yaml-text.ts'

type Fill = (folder: Folder, items: readonly Stored[]) => void

function harness(fill: Fill) {
  return {
    async open(shape: Shape, items: readonly Stored[]): Promise<Opened> {
      const folder = testFolder()
      fill(folder, items)
      const server = await yaml.open(opening({ url: 'yaml:./library', root: folder.path }).options)
      const close = () => server.close().then(folder.remove)
      return { store: await server.collection(shape), close }
    },
  }
}

connectorContract(
  'yaml, a file per item',
  harness((folder, items) => {
    folder.write('library/books/README.md', 'not an item')
    items.forEach((item, number) => folder.write(`library/books/${number}.yaml`, `${flow(item)}\n`))
  }),
)

connectorContract(
  'yaml, one file with a map',
  harness((folder, items) => folder.write('library/books.yaml', mapFile(items))),
)

connectorContract(
  'yaml, one file with a list',
  harness((folder, items) => folder.write('library/books.yml', listFile(items))),
)
