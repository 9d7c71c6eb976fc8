const PLUGIN = '^src/plugins/([^/]+)/'
const SHARED = '(accounts|members|library|publication)'
const CONTENT = '(accounts|members|library|press|contacts|charters|programmes|welcome)'
const GROUND = '^src/(access|fields|database|files|mail|text|widgets|work)/'

/** Who may import whom (ARCHITECTURE.md). Each comment says what to do instead. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'Two files that need each other are one idea, or lack a third one that both may use.',
      from: { path: '^(src|payload.config.ts)' },
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'a-plugin-enters-by-the-front-door',
      severity: 'error',
      comment: 'Import the index.ts of the other plugin; what both need moves down to the ground.',
      from: { path: PLUGIN },
      to: { path: PLUGIN, pathNot: ['^src/plugins/$1/', `^src/plugins/${SHARED}/index\\.ts$`] },
    },
    {
      name: 'the-way-out-knows-no-content',
      severity: 'error',
      comment: 'The content API and the rebuilds learn slugs and projections by options, never from a content plugin.',
      from: { path: '^src/plugins/(content-api|rebuilds)/' },
      to: { path: `^src/plugins/${CONTENT}/` },
    },
    {
      name: 'the-configuration-is-a-table-of-contents',
      severity: 'error',
      comment: 'Export what the configuration needs from the plugin’s index.ts.',
      from: { path: '^payload\\.config\\.ts$' },
      to: { path: '^src/', pathNot: ['^src/plugins/[^/]+/index\\.ts$', '^src/env\\.ts$', GROUND] },
    },
    {
      name: 'the-door-takes-routes-alone',
      severity: 'error',
      comment: 'The front door takes a plugin’s routes.ts; it does not load Payload.',
      from: { path: '^src/server/' },
      to: { path: '^(src/plugins|payload\\.config\\.ts|src/app)', pathNot: '^src/plugins/[^/]+/routes\\.ts$' },
    },
    {
      name: 'the-door-does-not-load-payload',
      severity: 'error',
      comment: 'Payload lives behind the door, in Next; the door reads tables of its own with SQL.',
      from: { path: '^src/server/' },
      to: { path: '^node_modules/(payload|@payloadcms)/' },
    },
    {
      name: 'the-ground-carries',
      severity: 'error',
      comment: 'The ground knows no capability: give it a function or a slug.',
      from: { path: GROUND },
      to: { path: '^(src/(plugins|server|app|commands|demo)|payload\\.config\\.ts)' },
    },
    {
      name: 'the-app-is-generated',
      severity: 'error',
      comment: 'Next’s routes hold nothing of ours: put it into a plugin.',
      from: { path: '^src/app/', pathNot: 'importMap\\.js$' },
      to: { path: '^src/', pathNot: '^src/app/' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      comment: 'What the product and a test both need belongs to the product.',
      from: { path: '^(src|payload)', pathNot: '\\.test\\.ts$' },
      to: { path: ['^tests/', '\\.test\\.ts$'] },
    },
    {
      name: 'not-to-development',
      severity: 'error',
      comment: 'The image holds no development dependency: move the package to dependencies.',
      from: { path: '^(src|payload)', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/(migrations|payload-types\\.ts)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
