import { withPayload } from '@payloadcms/next/withPayload'
import type { NextConfig } from 'next'

const nextConfig: NextConfig = {
  // Compression and headers are the front door's affair (src/server/headers.ts).
  poweredByHeader: false,
  // Bundled, the first looks for Node's own modules in vain and says so on every start; the second is loaded by who has a bucket alone.
  serverExternalPackages: ['exifr', '@aws-sdk/client-s3'],
  // Types are checked by `npm run check`; a second pass during the build costs 20 s and finds nothing new.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // One build worker: on two cores a second one competes with the compiler and doubles the memory.
    cpus: 1,
  },
}

export default withPayload(nextConfig, { devBundleServerPackages: false })
