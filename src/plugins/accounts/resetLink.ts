import type { Payload } from 'payload'

/** Where somebody chooses a password, with a token of Payload's. */
export const resetLink = ({ config }: Payload, token: string): string => `${config.serverURL}/admin/reset/${token}`
