/** What every address says at which nothing public is, whether there is something else or not. */
export const notFound = { errors: [{ message: 'Not Found' }] }
