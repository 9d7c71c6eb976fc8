import type { AfterErrorHook } from 'payload'

/**
 * Payload 3.90.2 knows an error by its name, which is that of its class; Next's build takes those away, and
 * people read "An unknown error occurred." in place of what we told them. What is meant for them they get.
 */
export const keepMessage: AfterErrorHook = ({ error, result }) => {
  const { name, message, isPublic, data } = error as Error & { isPublic?: boolean; data?: unknown }
  if (name || !isPublic || data) return undefined
  return { response: { ...result, errors: [{ message }] } }
}
