const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text is a UUID (RFC 9562) and may be asked of a column of ids. */
export const isUuid = (value: string): boolean => UUID.test(value)
