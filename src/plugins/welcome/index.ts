import type { Plugin } from 'payload'
export const welcome = (): Plugin => (config) => config
