import type { Issue } from '../../errors.ts'

/** Issues of a declared `where` or `sort`, each as a sentence that begins with its place. */
export function sentences(issues: readonly Issue[]): readonly string[] {
  return issues.map(({ path, message }) =>
    path.length === 0 ? message : `${placed(path)}: ${message}`,
  )
}

/** `author.name.eq`, `0.title` → `[0].title`. */
function placed(path: Issue['path']): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  return text.replace(/^\./, '')
}
