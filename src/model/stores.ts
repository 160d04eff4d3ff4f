/** Which stores there are, and how each collection uses one. */

import type { Mistake } from '../errors.ts'
import { missingVariables } from '../declare/env.ts'
import { isObject } from './declared.ts'
import type { Declared } from './declared.ts'
import type { StoreCalls, StoreModel, StoreUse } from './model.ts'
import { suggest } from './suggest.ts'

/** A connector, as far as the model cares. */
export interface SchemeClaim {
  readonly name: string
  readonly schemes: readonly string[]
  calls?(options: Readonly<Record<string, unknown>>): StoreCalls
  check?(
    options: Readonly<Record<string, unknown>>,
    of: 'store' | 'collection',
    fields: readonly string[] | null,
  ): readonly { readonly at: string; readonly message: string }[]
}

/** The stores of a configuration and of collections, and everything wrong with them. */
export interface Stores {
  readonly models: ReadonlyMap<string, StoreModel>
  /** By collection. */
  readonly uses: ReadonlyMap<string, StoreUse>
  readonly mistakes: readonly Mistake[]
}

interface Gathering {
  readonly models: Map<string, StoreModel>
  readonly mistakes: Mistake[]
  readonly schemes: readonly string[]
  readonly connectors: readonly SchemeClaim[]
  /** Stores whose options their connector does not take. */
  readonly refused: Set<string>
  readonly configured: Readonly<Record<string, unknown>>
}

/** Finds every store. */
export function storesOf(
  configured: unknown,
  declared: readonly Declared[],
  connectors: readonly SchemeClaim[],
): Stores {
  const schemes = connectors.flatMap((connector) => connector.schemes)
  const all: Gathering = {
    models: new Map(),
    mistakes: [],
    schemes,
    connectors,
    refused: new Set(),
    configured: isObject(configured) ? configured : {},
  }
  for (const [name, value] of Object.entries(all.configured)) addConfigured(all, name, value)
  for (const store of all.models.values()) checkedStore(all, store)
  const uses = new Map<string, StoreUse>()
  for (const one of declared) {
    const use = useOf(all, one)
    if (use)
      uses.set(one.name, { ...use, calls: checkedUse(all, one, use) ? callsOf(all, use) : null })
  }
  return { models: all.models, uses, mistakes: all.mistakes }
}

function addConfigured(all: Gathering, name: string, value: unknown): void {
  const at = `config.stores.${name}`
  const wrong = (message: string) => void all.mistakes.push({ at, message })
  if (typeof value === 'string') addUrl(all, name, value, wrong)
  else if (isStore(value)) addOptions(all, name, value, wrong)
  else wrong('is no store; write a URL, or what yaml({…}) and the like return')
}

type Wrong = (message: string) => void

interface StoreValue {
  readonly scheme: string
  readonly options: Readonly<Record<string, unknown>>
}

function isStore(value: unknown): value is StoreValue {
  return (
    isObject(value) &&
    value['kind'] === 'store' &&
    typeof value['scheme'] === 'string' &&
    isObject(value['options'])
  )
}

function addUrl(all: Gathering, key: string, url: string, wrong: Wrong): void {
  if (missingVariables(url).length > 0) return
  const scheme = schemeOf(url)
  if (!scheme) wrong(`"${shownUrl(url)}" has no scheme; write a URL such as "yaml:./data/library"`)
  else if (claimed(all, scheme, wrong))
    all.models.set(key, store(key === url ? shownUrl(url) : key, url, scheme))
}

function addOptions(all: Gathering, key: string, value: StoreValue, wrong: Wrong): void {
  if (missingVariables(value.options).length > 0) return
  const { url, path, file } = value.options
  const parts = [path, file].filter((part) => typeof part === 'string')
  const place = typeof url === 'string' ? url : `${value.scheme}:${parts.join('/')}`
  const scheme = typeof url === 'string' ? (schemeOf(url) ?? value.scheme) : value.scheme
  if (claimed(all, scheme, wrong)) all.models.set(key, store(key, place, scheme, value.options))
}

function store(
  name: string,
  url: string,
  scheme: string,
  options: StoreModel['options'] = {},
): StoreModel {
  return Object.freeze({ name, url, scheme, options })
}

function claimed(all: Gathering, scheme: string, wrong: Wrong): boolean {
  if (all.schemes.includes(scheme)) return true
  wrong(
    `no connector claims the scheme "${scheme}".${suggest(scheme, all.schemes) || ' No connector is known.'}`,
  )
  return false
}

/** The scheme by pattern: a multi-host Mongo URL is no WHATWG URL. */
export function schemeOf(url: string): string | null {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? null
}

/** A URL without what may be secret: user, password, query. */
export function shownUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:(?:\/\/)?)?.*@/is, '$1')
}

/** Whether the connector takes the options of the collection's store; what it does not take is a mistake. */
function checkedUse(all: Gathering, { name, file, declaration }: Declared, use: Use): boolean {
  const own = use.append ? use.options : { url: all.models.get(use.name)?.url, ...use.options }
  const fields = Object.keys(declaration.fields)
  const check = connectorOf(all, use.name)?.check
  const found = check?.(own, use.append ? 'collection' : 'store', fields) ?? []
  for (const { at, message } of found)
    all.mistakes.push({ ...(file ? { file } : {}), at: `${name}.store.${at}`, message })
  return found.length === 0 && !all.refused.has(use.name)
}

/** The same of a store of the configuration. */
function checkedStore(all: Gathering, { name, url, options }: StoreModel): void {
  const found = connectorOf(all, name)?.check?.({ url, ...options }, 'store', null) ?? []
  for (const { at, message } of found)
    all.mistakes.push({ at: `config.stores.${name}.${at}`, message })
  if (found.length > 0) all.refused.add(name)
}

function connectorOf(all: Gathering, store: string): SchemeClaim | undefined {
  const scheme = all.models.get(store)?.scheme ?? ''
  return all.connectors.find(({ schemes }) => schemes.includes(scheme))
}

function callsOf(all: Gathering, use: Use): StoreCalls | null {
  const store = all.models.get(use.name)
  return connectorOf(all, use.name)?.calls?.({ ...store?.options, ...use.options }) ?? null
}

type Use = Omit<StoreUse, 'calls'>

function useOf(all: Gathering, { name, file, declaration }: Declared): Use | null {
  const value = declaration.options['store']
  const at = `${name}.store`
  const wrong = (message: string) =>
    void all.mistakes.push({ ...(file ? { file } : {}), at, message })
  if (typeof value === 'string') return useOfText(all, value, wrong)
  if (isStore(value)) {
    const key = inlineKey(all, value, name)
    addOptions(all, key, value, wrong)
    return { name: key, append: false, options: value.options }
  }
  if (!isObject(value) || typeof value['store'] !== 'string') {
    wrong(
      'is missing; name a store of the configuration, or write a URL such as "yaml:./data/books"',
    )
    return null
  }
  const { store: named, ...options } = value
  return configuredUse(all, String(named), wrong, options)
}

function useOfText(all: Gathering, text: string, wrong: Wrong): Use | null {
  if (Object.hasOwn(all.configured, text) || !schemeOf(text))
    return configuredUse(all, text, wrong, {})
  if (!all.models.has(text)) addUrl(all, text, text, wrong)
  return { name: text, append: false, options: {} }
}

function configuredUse(
  all: Gathering,
  name: string,
  wrong: Wrong,
  options: StoreUse['options'],
): Use | null {
  if (missingVariables(name).length > 0) return null
  if (Object.hasOwn(all.configured, name)) return { name, append: true, options }
  const known = Object.keys(all.configured)
  const hint = known.length > 0 ? suggest(name, known) : ' The configuration has no stores.'
  wrong(`the configuration has no store "${shownUrl(name)}".${hint}`)
  return null
}

/** Stores with options that stand in a collection: one for all collections that share the value. */
function inlineKey(all: Gathering, value: StoreValue, collection: string): string {
  for (const [key, model] of all.models) if (model.options === value.options) return key
  return `${value.scheme}:${collection}`
}
