import { build } from '../server/build.ts'

await build()
