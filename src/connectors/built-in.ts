import { fileURLToPath } from 'node:url'
import { discoverConnectors, type Connectors } from './discover.ts'

/** The connectors of the product, by URL scheme: what lies in `stores/`, read like any user's folder. */
export const builtIn: Connectors = await discoverConnectors(
  fileURLToPath(new URL('./stores', import.meta.url)),
)
