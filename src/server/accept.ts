/** The two media types of an answer. */
export type AnswerType = 'application/json' | 'application/graphql-response+json'

const JSON_TYPE = 'application/json'
const RESPONSE_TYPE = 'application/graphql-response+json'

/**
 * What the client reads best, by the `accept` header: the higher `q`, then what is named first. A client that names
 * neither but anything (`*`/`*`) gets `application/json`. null: it reads neither.
 */
export function answerType(accept: string | undefined): AnswerType | null {
  if (accept === undefined || accept === '' || accept === '*/*') return JSON_TYPE
  const wishes = accept.toLowerCase().split(',').map(wish).filter(isReadable)
  wishes.sort((a, b) => b.quality - a.quality)
  for (const { type } of wishes) {
    if (type === RESPONSE_TYPE || type === JSON_TYPE) return type
    if (type === '*/*' || type === 'application/*') return JSON_TYPE
  }
  return null
}

/** Whether the client is a browser that opens a page. */
export function wantsPage(accept: string | undefined): boolean {
  return accept !== undefined && accept.toLowerCase().split(',').map(wish).some(isPage)
}

interface Wish {
  readonly type: string
  readonly quality: number
  readonly charset: string
}

function wish(text: string): Wish {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim())
  const value = (name: string) =>
    parameters.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1)
  const quality = Number(value('q') ?? 1)
  return {
    type,
    quality: Number.isNaN(quality) ? 0 : quality,
    charset: (value('charset') ?? 'utf-8').replaceAll('"', ''),
  }
}

function isReadable({ quality, charset }: Wish): boolean {
  return quality > 0 && charset === 'utf-8'
}

function isPage({ type, quality }: Wish): boolean {
  return type === 'text/html' && quality > 0
}
