/** JSON for the person who asks alone: kept by no cache. */
export const privateAnswer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
