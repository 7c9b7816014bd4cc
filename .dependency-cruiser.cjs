// Who may import whom. The reasons are in README.md ("Map") and docs/developing.md. tests/architecture keeps a fixture
// for these rules that must fail.
const domain = (name) => `^api/src/${name}/`;
const mayImport = (from, to) => ({
  name: `api-${from}-imports-only-below`,
  comment: `api/src/${from} may import ${to.length ? to.join(', ') : 'no other domain'}; the order of domains is in docs/developing.md.`,
  severity: 'error',
  from: { path: domain(from) },
  to: {
    path: '^api/src/(organisations|staff|patients|meetings|cases|attendance|indicators|withholding|oversight|messaging|audit|backup|identity|interop|demo|cli|server)/',
    pathNot: [domain(from), ...to.map(domain)].join('|'),
  },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', comment: 'Type imports included.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'libs-import-libs-only',
      comment: 'Rules are pure: no framework, no database, no screen, no file, net, clock or chance.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/' },
    },
    {
      name: 'libs-by-their-face',
      comment: "Nothing deeper than a lib's index.ts is imported from outside it.",
      severity: 'error',
      from: { path: '^(?:libs/([^/]+)/|api/|web/|tests/)' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/[^/]+/src/index\\.ts$|^libs/$1/' },
    },
    {
      name: 'libs-in-their-order',
      comment:
        'time, statistics, random, identifiers, names, disclosure, lifecycle lie below recurrence, quorum, attendance and access; withholding below signals, signals below evidence.',
      severity: 'error',
      from: { path: '^libs/(time|statistics|random|identifiers|names|disclosure|lifecycle)/' },
      to: { path: '^libs/(recurrence|quorum|attendance|access|withholding|signals|evidence)/' },
    },
    {
      name: 'libs-withholding-knows-no-signal',
      comment: 'Scores come before what is made of them.',
      severity: 'error',
      from: { path: '^libs/withholding/' },
      to: { path: '^libs/(signals|evidence)/' },
    },
    {
      name: 'libs-signals-know-no-pack',
      comment: 'A pack is made of signals.',
      severity: 'error',
      from: { path: '^libs/signals/' },
      to: { path: '^libs/evidence/' },
    },
    {
      name: 'web-imports-libs-only',
      comment: 'The client knows the API as api/schema.graphql.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(api|migrations|tests)/' },
    },
    {
      name: 'ui-knows-no-domain',
      comment: 'web/src/ui has no domain word and no query.',
      severity: 'error',
      from: { path: '^web/src/ui/' },
      to: { path: '^web/src/(?!ui/)' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration must still run in five years.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(api|web|libs|tests)/' },
    },
    { name: 'api-imports-no-web', severity: 'error', from: { path: '^api/' }, to: { path: '^(web|tests)/' } },
    {
      name: 'writes-through-commands',
      comment: 'Only the platform holds the database; a domain reads through Reads and writes through Commands.',
      severity: 'error',
      from: {
        path: '^api/src/(organisations|staff|patients|meetings|cases|attendance|indicators|withholding|oversight|messaging|identity|interop|demo)/',
        pathNot: '\\.spec\\.ts$',
      },
      to: { path: '^api/src/platform/(database|embedded-postgres)\\.ts$' },
    },
    {
      name: 'domains-have-no-pool',
      comment: "pg is the platform's, the backup's and the schedule's.",
      severity: 'error',
      from: {
        path: '^api/src/(organisations|staff|patients|meetings|cases|attendance|indicators|withholding|oversight|identity|interop|demo)/',
        pathNot: '\\.spec\\.ts$',
      },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'no-barrels',
      comment: 'An index.ts in api or web makes cycles.',
      severity: 'error',
      from: {},
      to: { path: '^(api|web)/.*/index\\.tsx?$' },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^api/src/platform/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^api/src/(?!platform/)' },
    },
    mayImport('organisations', []),
    mayImport('staff', ['organisations']),
    mayImport('patients', ['organisations', 'staff']),
    mayImport('meetings', ['organisations', 'staff', 'messaging']),
    mayImport('replies', ['meetings', 'server']),
    mayImport('cases', ['organisations', 'staff', 'patients', 'meetings']),
    mayImport('attendance', ['organisations', 'staff', 'meetings']),
    mayImport('indicators', ['organisations', 'attendance', 'meetings']),
    mayImport('withholding', ['organisations', 'staff', 'meetings', 'cases', 'attendance', 'indicators']),
    mayImport('oversight', [
      'organisations',
      'staff',
      'meetings',
      'attendance',
      'indicators',
      'withholding',
      'messaging',
    ]),
    mayImport('messaging', ['organisations', 'staff']),
    mayImport('identity', ['staff']),
    mayImport('audit', []),
  ].map((rule) => ({ ...rule, from: { ...rule.from, pathNot: rule.from.pathNot ?? '\\.spec\\.tsx?$|/testkit/' } })),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist|^tests/architecture/fixture/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@quorate/source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
