import type { Config, Payload } from 'payload'

/** A configuration that begins a piece of background work when Payload has started. */
export const withWork = (config: Config, begin: ((payload: Payload) => unknown) | undefined): Config =>
  begin
    ? {
        ...config,
        onInit: async (payload) => {
          await config.onInit?.(payload)
          begin(payload)
        },
      }
    : config
