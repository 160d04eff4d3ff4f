// What a user installs: few packages, exact versions, no install scripts, and a tarball that holds no tests.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const most = 80
const mistakes = []
const npm = (...args) =>
  execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))

const installed = npm('ls', '--omit=dev', '--all', '--parseable').trim().split('\n').slice(1)
say(`${installed.length} packages at run time (at most ${most})`)
if (installed.length > most) mistakes.push(`${installed.length} packages at run time`)

for (const [path, { dev, hasInstallScript }] of Object.entries(lock.packages)) {
  if (!dev && hasInstallScript) mistakes.push(`${path} runs a script when it is installed`)
}
for (const kind of ['dependencies', 'devDependencies']) {
  for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      mistakes.push(`${kind}: ${name} is not pinned: ${version}`)
  }
}

const [tarball] = JSON.parse(npm('pack', '--dry-run', '--json', '--ignore-scripts'))
const wrong = tarball.files
  .map(({ path }) => path)
  .filter((path) =>
    /(^|\/)(test|bench|\.env|\.ci)(\/|$)|\.test\.|\.tsbuildinfo$|\.pem$|\.key$/.test(path),
  )
say(`${tarball.files.length} files in the tarball, ${Math.round(tarball.size / 1024)} kB`)
for (const path of wrong) mistakes.push(`the tarball holds ${path}`)
for (const path of ['LICENSE', 'README.md', 'bin/refract.js']) {
  if (!tarball.files.some((file) => file.path === path)) mistakes.push(`the tarball lacks ${path}`)
}

for (const mistake of mistakes) process.stderr.write(`${mistake}\n`)
process.exit(mistakes.length > 0 ? 1 : 0)

function say(words) {
  process.stdout.write(`${words}\n`)
}
