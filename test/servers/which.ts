// Which MongoDB server would serve the tests here? Starts it, says its name, stops it; fails when there is none.
import { closingLines } from './closing-lines.ts'
import { startMongo } from './sources.ts'

const found = await startMongo().catch((error: Error) => ({ error: error.message }))
for (const line of closingLines(found, [])) console.log(line)
if ('started' in found && found.started) await found.started.stop()
else process.exitCode = 1
