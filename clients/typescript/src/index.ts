export { type Change, type ChangesPage, CursorUnknown, changes } from './changes.ts'
export { type BuildState, type RebuildEvent, reportBuild, verifyWebhook } from './webhooks.ts'
