import { EVENT_ID, SCALAR_STYLE, YAMLException, constructFromEvents, parseEvents } from 'js-yaml'
import type { Event } from 'js-yaml'
import { schema } from './scalars.ts'

/** Bytes of one file. */
export const maxBytes = 8 * 1024 * 1024
const maxDepth = 20

/** A file that is not the YAML that we read; `message` says why, with line and column. */
export class YamlMistake extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The one document of a file. YAML 1.2 core: no aliases, no merge keys, no tags of other languages, no
 * directives, no key twice, at most 20 levels; map keys are texts as written (`007` stays `007`). A byte order
 * mark and CRLF are fine.
 *
 * @throws YamlMistake
 */
export function parseYaml(bytes: Uint8Array): unknown {
  const text = textOf(bytes)
  try {
    const events = parseEvents(text, { maxDepth })
    refuseExtras(events)
    keysAsWritten(events)
    return constructFromEvents(events, { source: text, schema, maxAliases: 0 })[0]
  } catch (error) {
    if (error instanceof YamlMistake) throw error
    throw new YamlMistake(error instanceof YAMLException ? inWords(error) : String(error))
  }
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > maxBytes) {
    throw new YamlMistake(
      `has ${bytes.length} bytes, more than the ${maxBytes} that one file may have`,
    )
  }
  try {
    return utf8.decode(bytes)
  } catch {
    throw new YamlMistake('is not UTF-8')
  }
}

function inWords(error: YAMLException): string {
  const place = error.mark ? ` (line ${error.mark.line + 1}, column ${error.mark.column + 1})` : ''
  return `is not readable YAML: ${error.reason}${place}`
}

function refuseExtras(events: readonly Event[]): void {
  if (events.some((event) => event.type === EVENT_ID.ALIAS)) {
    throw new YamlMistake('has an alias (*name); aliases are not read, write the value out')
  }
  const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT)
  if (documents.length === 0) throw new YamlMistake('is empty; where nothing is meant, write {}')
  if (documents.length > 1)
    throw new YamlMistake('holds several documents ("---"); one is expected')
  if (documents[0]?.directives.some((each) => each.kind === 'tag')) {
    throw new YamlMistake('has a %TAG directive; tags are not read')
  }
}

/** Plain map keys are taken as texts, not as numbers, booleans or null. */
function keysAsWritten(events: readonly Event[]): void {
  const keyNext: (boolean | null)[] = []
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      keyNext.pop()
      continue
    }
    const top = keyNext.length - 1
    const isKey = keyNext[top] === true
    if (typeof keyNext[top] === 'boolean') keyNext[top] = !isKey
    if (event.type === EVENT_ID.MAPPING) keyNext.push(true)
    else if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.DOCUMENT)
      keyNext.push(null)
    else if (event.type === EVENT_ID.SCALAR && isKey) asText(event)
  }
}

function asText(scalar: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): void {
  const plain = scalar.style === SCALAR_STYLE.PLAIN && scalar.tagStart < 0
  if (plain && (scalar.fast || scalar.valueStart < 0)) scalar.style = SCALAR_STYLE.SINGLE_QUOTED
}
