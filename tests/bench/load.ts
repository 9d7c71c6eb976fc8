import autocannon from 'autocannon'

/** What one measurement found: requests a second, the slowest of a hundred in ms, and how many went wrong. */
export type Measured = { perSecond: number; p50: number; p99: number; errors: number }

export type Requests = {
  /** What is asked, one after the other, and again from the beginning. */
  paths: string[]
  headers?: Record<string, string>
  seconds?: number
  connections?: number
}

/** Asks a server for so many seconds, as fast as it answers, and as public sites do without compression, so that nobody's zlib is measured. */
export async function load(
  url: string,
  { paths, headers = {}, seconds = 3, connections = 16 }: Requests,
): Promise<Measured> {
  let asked = 0
  const next = () => paths[asked++ % paths.length]
  const result = await autocannon({
    url: `${url}${paths[0]}`,
    connections,
    duration: seconds,
    headers: { 'accept-encoding': 'identity', ...headers },
    ...(paths.length > 1
      ? { requests: [{ setupRequest: (request: object) => ({ ...request, path: next() ?? '/' }) }] }
      : {}),
  })
  if (paths.length > 1 && asked > paths.length)
    throw new Error(`${asked} questions were asked, and ${paths.length} given.`)
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + (result.non2xx - (headers['if-none-match'] ? result['3xx'] : 0)),
  }
}
