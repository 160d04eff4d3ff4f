import { StoreError } from '../../../errors.ts'
import type { OpenOptions, Shape } from '../../connector.ts'

/** Where a store's server is, and which database and collection its URL names. */
export interface Address {
  /** As the driver takes it. */
  readonly url: string
  /** Stores with the same key share a client. */
  readonly key: string
  readonly auth: { readonly username: string; readonly password: string } | null
  readonly database: string | null
  readonly collection: string | null
  /** Options that the URL sets itself, in lower case. */
  readonly settings: ReadonlySet<string>
}

const PARTS = /^(mongodb(?:\+srv)?:\/\/)([^/?]*@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s

/** A URL that the driver takes, as far as its parts tell. */
export function isMongoUrl(url: string): boolean {
  return (PARTS.exec(url)?.[3] ?? '') !== ''
}

/**
 * Reads the URL, or the parts that stand in its place. The path of a URL is the database, and behind a further slash
 * the collection: `mongodb://host/shop/orders`.
 * @throws StoreError STORE_BAD_DATA
 */
export function addressOf(opened: OpenOptions): Address {
  const { host, url } = opened.options
  const hasUrl = typeof url === 'string' || (host === undefined && opened.url.includes('://'))
  return hasUrl ? ofUrl(opened) : ofParts(opened)
}

function ofUrl({ name, url: given, options }: OpenOptions): Address {
  const url = typeof options['url'] === 'string' ? options['url'] : given
  const match = PARTS.exec(url)
  if (!match || match[3] === '') {
    throw wrong(name, 'the URL is none of MongoDB; write mongodb://host:27017/database')
  }
  const [, scheme = '', user = '', hosts = '', path = '', query = ''] = match
  const [database = '', ...collection] = path.split('/').map((part) => decodeURIComponent(part))
  const settings = new Set(query.split('&').map((each) => (each.split('=')[0] ?? '').toLowerCase()))
  // Whoever signs in without authSource does so at the database that the URL names.
  const realm = user !== '' && !settings.has('authsource') ? encodeURIComponent(database) : ''
  const driver = `${scheme}${user}${hosts}/${realm}${query === '' ? '' : `?${query}`}`
  return {
    url: driver,
    key: driver,
    auth: null,
    database: text(options['database']) ?? (database || null),
    collection: collection.join('/') || null,
    settings,
  }
}

function ofParts({ name, options }: OpenOptions): Address {
  const { host = 'localhost', port = 27_017, user, password } = options
  if (typeof host !== 'string' || !Number.isInteger(Number(port))) {
    throw wrong(name, 'host must be a text and port a number')
  }
  if ((user === undefined) !== (password === undefined)) {
    throw wrong(name, 'user and password go together; one of them is missing')
  }
  const plain = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  const url = `mongodb://${plain}:${Number(port)}/`
  const auth = user === undefined ? null : { username: String(user), password: String(password) }
  return {
    url,
    key: JSON.stringify([url, auth]),
    auth,
    database: text(options['database']) ?? null,
    collection: null,
    settings: new Set(),
  }
}

/** The names of a collection's place. @throws StoreError STORE_BAD_DATA where none is given */
export function placeOf(
  address: Address,
  shape: Shape,
  { name, options }: OpenOptions,
): { readonly database: string; readonly collection: string } {
  const database = text(shape.options['database']) ?? address.database
  if (database === null) {
    throw wrong(
      name,
      `no database is named for "${shape.name}"; write it in the URL (mongodb://host/shop) or as database: 'shop'`,
    )
  }
  if (shape.append && address.collection !== null) {
    throw wrong(
      name,
      `the URL of a named store ends with its database; "/${address.collection}" names one collection, which belongs to the collection that uses it: { store: '${name}', collection: '${address.collection}' }`,
    )
  }
  const own = text(shape.options['collection']) ?? address.collection
  const common = shape.append ? undefined : text(options['collection'])
  return { database, collection: own ?? common ?? shape.name }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function wrong(name: string, message: string): StoreError {
  return new StoreError('STORE_BAD_DATA', name, message)
}
