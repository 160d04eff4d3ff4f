import { describeMongo } from '../servers/mongodb.ts'
import { connectorContract } from './contract.ts'
import { asDocuments, asTexts, openItems } from './mongodb-items.ts'

/** mongo-java-server sorts texts beyond U+FFFF by UTF-16 unit: only there they are left out, as the names say. */
await describeMongo('mongodb', (server) => {
  const within = server.real ? '' : ', texts within the basic plane'
  const common = { ordered: false, codePoints: server.real }
  connectorContract(`mongodb${within}`, {
    ...common,
    open: (shape, items) => openItems(server, shape, asDocuments(items)),
  })
  connectorContract(`mongodb, documents as from JSON${within}`, {
    ...common,
    open: (shape, items) => openItems(server, shape, asTexts(items)),
  })
})
