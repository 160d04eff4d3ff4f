/** Serves the sample as REST: `npx jiti examples/brain/rest-stub/main.ts 4100`. */
import { argv, stdout } from 'node:process'
import { restStub } from './server.ts'

const stub = await restStub(Number(argv[2] ?? 4100))
stdout.write(`the sample as REST: ${stub.url}/users\n`)
