import { join } from 'node:path'
import { SECRET } from '../support/backOffice.ts'
import { type Product, startProduct, twoFreePorts } from '../support/runningProduct.ts'

/** The product as `npm start` starts it, Next in its own process and all, on a database that is filled. */
export async function startForReaders(
  databaseUrl: string,
  directory: string,
  extra: Record<string, string> = {},
): Promise<Product & { url: string }> {
  const port = await twoFreePorts()
  const product = await startProduct({
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    PAYLOAD_SECRET: SECRET,
    DATA_DIR: join(directory, 'data'),
    MEDIA_DIR: join(directory, 'media'),
    DEMO: 'false',
    // Its log would be read by the process that measures.
    LOG_LEVEL: 'warn',
    CONTENT_REQUESTS_PER_MINUTE: '0',
    ...extra,
  })
  return { ...product, url: `http://localhost:${port}` }
}
