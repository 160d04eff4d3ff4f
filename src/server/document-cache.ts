import type { DocumentNode } from 'graphql'

/** Parsed documents by their text, the least recently used leave first. */
export interface DocumentCache {
  get(text: string): DocumentNode | undefined
  set(text: string, document: DocumentNode): void
}

/**
 * A cache bounded by the characters that it holds, not only by the number of documents: a parsed document takes
 * about a hundred times the memory of its text, so that many large ones would weigh more than the process may.
 */
export function documentCache(maxCharacters = 1_000_000): DocumentCache {
  const documents = new Map<string, DocumentNode>()
  let characters = 0
  const remove = (text: string) => {
    if (documents.delete(text)) characters -= text.length
  }
  return {
    get(text) {
      const document = documents.get(text)
      if (document) {
        documents.delete(text)
        documents.set(text, document)
      }
      return document
    },
    set(text, document) {
      if (text.length > maxCharacters / 10) return
      remove(text)
      documents.set(text, document)
      characters += text.length
      for (const oldest of documents.keys()) {
        if (characters <= maxCharacters) return
        remove(oldest)
      }
    },
  }
}
