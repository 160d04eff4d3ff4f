import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { MistakesError } from '../errors.ts'
import type { OperationFile } from '../server/operation-files.ts'

const OPERATIONS = /\.(?:graphql|gql)$/
const IGNORED = /^(?:\.|node_modules$)/

/**
 * Every `.graphql` and `.gql` file of a folder and its folders, by name, or the one file. Files are named from where
 * the command runs, as the folder was.
 *
 * @throws MistakesError when there is no such folder, or no file in it
 */
export async function operationFiles(given: string): Promise<readonly OperationFile[]> {
  const place = resolve(given)
  const found = await stat(place).catch(() => null)
  if (!found) throw wrong(given, 'there is no such folder')
  const files = found.isDirectory() ? await filesBelow(place) : [place]
  if (files.length === 0) throw wrong(given, 'holds no .graphql or .gql file')
  return Promise.all(
    files.map(async (file) => ({
      file: join(given, relative(place, file)).split(sep).join('/'),
      text: await readFile(file, 'utf8'),
    })),
  )
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const below = await Promise.all(
    entries
      .filter(({ name }) => !IGNORED.test(name))
      .map(async (entry) => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return filesBelow(path)
        return OPERATIONS.test(entry.name) ? [path] : []
      }),
  )
  return below.flat().sort()
}

function wrong(at: string, message: string): MistakesError {
  return new MistakesError([{ at, message }])
}
