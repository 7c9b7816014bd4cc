import { ROLE_NAMES } from '@quorate/libs/access';
import { RETURN_LINES, type ReturnCounts, type ReturnFigures } from '@quorate/libs/attendance';
import type { Viewer } from '../../platform/viewer.js';
import type { ShownReturn } from './published-return.js';
import type {
  ProviderReturn,
  ReturnActor,
  ReturnLine,
  ReturnSignature,
  ReturnStep,
  ReturnVersion,
} from './return.graphql.js';
import type { ReturnComments, ReturnStateCode } from './return-state.js';
import type { Signatory } from './signatories.js';

/** A row of ONE_RETURN. */
export interface OneRow {
  readonly id: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly month: string;
  readonly versionNo: number;
  readonly version: number;
  readonly state: ReturnStateCode;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly handedBy: string | null;
  readonly preparerName: string | null;
  readonly content: string | null;
  readonly sha256: Buffer | null;
  readonly signedBy: string | null;
  readonly signerName: string | null;
  readonly post: string | null;
  readonly signedAt: Date | null;
  readonly isByOnePerson: boolean;
  readonly isNewest: boolean;
}

/** What the provider has in a return. */
export interface ReturnContentRow {
  readonly figures: ReturnFigures;
  readonly comments: ReturnComments;
  readonly takenAt: Date;
}

/** What stands in a return besides its row, for its provider or as it is published. */
export type ReturnBeside =
  | (ReturnContentRow & {
      readonly kind: 'own';
      readonly current: ReturnFigures;
      readonly hasChangedSince: boolean;
      readonly roleNames: ReadonlyMap<string, string>;
      readonly steps: ReturnStep[];
      readonly versions: ReturnVersion[];
      readonly signatories: readonly Signatory[];
      /** Whether the viewer is the provider's only manager. */
      readonly isAlone: boolean;
    })
  | {
      readonly kind: 'published';
      readonly figures: ShownReturn;
      readonly comments: ReturnComments;
      readonly notShown: string | null;
      readonly versions: ReturnVersion[];
    };

const NO_STEPS = { edit: false, sendBack: false, sign: false, signsAlone: false, returnAnew: false, withdraw: false };

/** The page of one return. */
export function returnPage(viewer: Viewer, row: OneRow, beside: ReturnBeside): ProviderReturn {
  const own = beside.kind === 'own' ? beside : null;
  const { id, providerId, providerName, month, versionNo, version, state, dueOn, isOverdue } = row;
  return {
    id,
    providerId,
    providerName,
    month,
    versionNo,
    version,
    state,
    dueOn,
    isOverdue,
    takenAt: own?.takenAt.toISOString() ?? null,
    hasChangedSince: own?.hasChangedSince ?? false,
    lines: linesOf(beside),
    notShown: beside.kind === 'published' ? beside.notShown : null,
    byRole: own ? rolesOf(own.figures, own.roleNames) : [],
    overall: beside.comments.overall,
    preparedBy: row.handedBy === null ? null : actorOf(viewer, row, row.preparerName, ROLE_NAMES.providerManager),
    signature: signatureOf(viewer, row),
    steps: own?.steps ?? [],
    versions: beside.versions,
    signatories: own?.signatories.map(({ post, name }) => `${name}, ${post}`) ?? [],
    may: own ? stepsOf(viewer, row, own) : NO_STEPS,
  };
}

function linesOf({ kind, figures, comments, ...beside }: ReturnBeside): ReturnLine[] {
  const current = kind === 'own' && 'current' in beside ? beside.current.all : null;
  const of = (counts: ReturnCounts | null, code: string) => counts?.[code] ?? null;
  return RETURN_LINES.map(({ code, label, of: parent }) => ({
    code,
    label,
    of: parent,
    all: of(figures.all, code),
    ownSites: of(figures.ownSites, code),
    otherSites: of(figures.otherSites, code),
    now: of(current, code),
    comment: comments.lines[code] ?? '',
  }));
}

function rolesOf({ byRole }: ReturnFigures, names: ReadonlyMap<string, string>): ProviderReturn['byRole'] {
  return byRole
    .map(({ roleCode, counts }) => ({
      roleCode,
      roleName: names.get(roleCode) ?? roleCode,
      expected: counts.expected ?? 0,
      filled: counts.filled ?? 0,
      lost: counts.lost ?? 0,
      leftOut: counts.leftOut ?? 0,
    }))
    .sort((a, b) => a.roleName.localeCompare(b.roleName, 'en-GB'));
}

/** The name goes to the own managers; others read the post. */
function actorOf(viewer: Viewer, row: OneRow, name: string | null, post: string): ReturnActor {
  return { name: isOwn(viewer, row) ? name : null, post, organisationName: row.providerName };
}

/** A commissioner of the same organisation, such as a council that provides care too, is no manager of it. */
function isOwn(viewer: Viewer, { providerId }: OneRow): boolean {
  return providerId === viewer.organisationId && viewer.role === 'providerManager';
}

function signatureOf(viewer: Viewer, row: OneRow): ReturnSignature | null {
  const { signedAt, sha256, content, post, signerName } = row;
  if (signedAt === null || sha256 === null) return null;
  return {
    by: actorOf(viewer, row, signerName, post ?? ''),
    at: signedAt.toISOString(),
    sha256: sha256.toString('hex'),
    isByOnePerson: row.isByOnePerson,
    // The text holds every figure; whoever is shown less is shown its hash alone.
    content: isOwn(viewer, row) ? content : null,
  };
}

function stepsOf(
  viewer: Viewer,
  { state, handedBy, isNewest, versionNo }: OneRow,
  own: Extract<ReturnBeside, { kind: 'own' }>,
): ProviderReturn['may'] {
  const isSignatory = own.signatories.some(({ accountId }) => accountId === viewer.accountId);
  const waits = state === 'withExecutive' && isSignatory;
  const isOwnHand = handedBy === viewer.accountId;
  return {
    edit: state === 'inPreparation',
    sendBack: state === 'withExecutive',
    sign: waits && (own.isAlone || !isOwnHand),
    signsAlone: waits && own.isAlone && isOwnHand,
    returnAnew: state === 'signed' && isNewest && own.hasChangedSince,
    withdraw: state === 'inPreparation' && versionNo > 1,
  };
}
