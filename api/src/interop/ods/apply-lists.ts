import { createHash } from 'node:crypto';
import type { OrganisationKind } from '../../organisations/organisation-kind.js';
import { once } from './apply-trusts.js';
import { ensureBoard, memberSince } from './boards.js';
import {
  facts,
  type ImportContext,
  inScope,
  type Located,
  newest,
  placeOf,
  put,
  seenOn,
  tell,
} from './import-context.js';
import type { OdsFile } from './ods-folder.js';
import { type HospitalRow, type ListedRow, normalPostcode } from './ods-rows.js';
import { Placing } from './placing.js';

const DSPT = 'DSPT';

/** The published data security status of the organisations that the import is about, and who took them over. */
export function applyAssurance(context: ImportContext): void {
  for (const file of context.folder.files.assurance) {
    for (const row of once(context, file)) {
      const known = context.directory.organisations.get(row.code);
      // The codes of old commissioning groups live on as those of sub-ICBs; their record is not the sub-ICB's.
      if (
        !known ||
        !context.directory.touched.has(row.code) ||
        known.facts.kind === 'subIcb' ||
        known.facts.kind === 'icb'
      )
        continue;
      if (row.status !== null && row.publishedOn === null) {
        tell(
          context,
          file.name,
          row.line,
          'noPublicationDate',
          `${row.code}: the status "${row.status}" has no date of publication and was not used.`,
        );
      } else if (row.status !== null && row.publishedOn !== null) {
        context.directory.putAssurance(row.code, { scheme: DSPT, publishedOn: row.publishedOn, status: row.status });
      }
      if (row.successor === null || row.closedOn === null) continue;
      if (context.directory.has(row.successor)) {
        context.directory.putSuccessor(row.code, { code: row.successor, onDate: row.closedOn, source: file.source });
      } else {
        tell(
          context,
          file.name,
          row.line,
          'unknownSuccessor',
          `${row.code} was succeeded by ${row.successor}, which is not in this directory.`,
        );
      }
    }
  }
}

/** Independent-sector hospitals as sites of their providers; for sites of trusts, a location where there was none. */
export function applyHospitals(context: ImportContext, placing: Placing): void {
  for (const file of context.folder.files.hospitals) {
    let notPlaced = 0;
    for (const row of once(context, file)) {
      const parent = context.directory.organisations.get(row.parent)?.facts.kind ?? 'independent';
      // A trust's private wing is listed as independent; it is a site of the trust all the same.
      if (!row.isIndependent || parent !== 'independent') applyNhsHospital(context, file, row);
      else if (!applyIndependent(context, file, row, placing)) notPlaced += 1;
    }
    if (notPlaced > 0)
      tell(context, file.name, null, 'notPlaced', notPlacedDetail(context, notPlaced, 'independent hospitals'));
  }
}

function applyNhsHospital(context: ImportContext, file: OdsFile<HospitalRow>, row: HospitalRow): void {
  const site = context.directory.sites.get(row.code);
  if (site && context.directory.touchedSites.has(row.code)) {
    if (site.facts.latitude !== null || row.latitude === null) return;
    site.facts = { ...site.facts, latitude: row.latitude, longitude: row.longitude };
  } else if (context.directory.touched.has(row.parent)) {
    tell(
      context,
      file.name,
      row.line,
      'unknownSite',
      `${row.code} of ${row.parent} is not in the list of trusts' sites; it was not added.`,
    );
  }
}

/** False when it could not be put near any board. */
function applyIndependent(
  context: ImportContext,
  file: OdsFile<HospitalRow>,
  row: HospitalRow,
  placing: Placing,
): boolean {
  const place = placeOf(context, row);
  const board = boardOf(context, placing, place);
  if (!inScope(context, board)) return board !== null;
  const from = { source: file.source, sourceOn: file.on };
  const given = facts({ code: row.parent, name: row.parentName, kind: 'independent', isOpen: true, ...from });
  if (!context.directory.touched.has(row.parent) && !put(context, row.line, given, file.on)) return true;
  context.directory.putSite(
    {
      code: row.code,
      name: row.name,
      organisationCode: row.parent,
      ...place,
      isOpen: true,
      openedOn: null,
      closedOn: null,
      ...from,
    },
    context.asOf,
  );
  return board !== null;
}

function boardOf(
  context: ImportContext,
  placing: Placing,
  place: Located & { readonly postcode: string | null },
): string | null {
  return placing.boardNear(place.latitude === null ? context.locateRoughly(place.postcode) : place);
}

/** Care homes and pharmacies, which are listed by council area. */
export function applyListed(context: ImportContext, placing: Placing, kind: 'careHomes' | 'pharmacies'): void {
  const organisationKind: OrganisationKind = kind === 'careHomes' ? 'careHome' : 'pharmacy';
  for (const file of context.folder.files[kind]) {
    const rows = once(context, {
      ...file,
      rows: file.rows.map((row) => ({ ...row, code: row.code ?? careHomeCode(row), place: placeOf(context, row) })),
    });
    const boards = placing.boardsOfAreas(rows.map(({ area, place }) => ({ area, ...place })));
    let notPlaced = 0;
    for (const row of rows) {
      const board = boards.get(row.area ?? '') ?? boardOf(context, placing, row.place);
      if (board === null) notPlaced += 1;
      if (inScope(context, board)) applyListedRow(context, file, row, organisationKind, board);
    }
    if (notPlaced > 0)
      tell(
        context,
        file.name,
        null,
        'notPlaced',
        notPlacedDetail(context, notPlaced, kind === 'careHomes' ? 'care homes' : 'pharmacies'),
      );
  }
}

type PlacedRow = Omit<ListedRow, 'code'> & {
  readonly code: string;
  readonly place: Located & { address: string; postcode: string | null };
};

function applyListedRow(
  context: ImportContext,
  file: OdsFile<ListedRow>,
  row: PlacedRow,
  kind: OrganisationKind,
  board: string | null,
): void {
  const { code, name, telephone, cqcLocationId, place } = row;
  const given = facts({
    code,
    name,
    kind,
    ...place,
    telephone,
    cqcLocationId,
    isOpen: true,
    source: file.source,
    sourceOn: file.on,
  });
  if (!put(context, row.line, given, file.on)) return;
  if (place.latitude === null)
    tell(
      context,
      file.name,
      row.line,
      'noLocation',
      `${code}: no location for the postcode ${row.postcode ?? '(none)'}.`,
    );
  if (!ensureBoard(context, board)) return;
  const source = `${file.source}; board by the nearest GP practices of ${row.area ?? 'the place'}`;
  context.directory.putMembership(code, 'icb', {
    value: board,
    on: seenOn(context, code, file.on),
    since: memberSince(context, board, null),
    until: null,
    source,
  });
}

/**
 * The regulator's lists of different years give a care home an id of its own or none, so its key is its name and
 * postcode. `CQC:` cannot be taken for an ODS code.
 */
function careHomeCode(row: ListedRow): string {
  const name = row.name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
  const text = `${name}|${row.postcode === null ? row.address.toUpperCase() : normalPostcode(row.postcode)}`;
  return `CQC:${createHash('sha256').update(text).digest('hex').slice(0, 12).toUpperCase()}`;
}

function notPlacedDetail(context: ImportContext, count: number, what: string): string {
  const outcome = context.scope === null ? 'they are in the directory without a board' : 'they were left out';
  return `${count} ${what} have no GP practice of a board within 5 km; ${outcome}.`;
}

/** Every active practice with a location and a board, in whatever board: the borders matter, not only the boards asked for. */
export function placingOf(context: ImportContext): Placing {
  const practices = newest(context.folder.files.practices);
  const anchors = (practices?.rows ?? []).flatMap((row) => {
    const { latitude, longitude } = context.locate(row.postcode);
    const isAnchor = row.status === 'A' && row.setting === '4' && row.board !== null && context.boards.has(row.board);
    return isAnchor && row.board !== null && latitude !== null && longitude !== null
      ? [{ latitude, longitude, board: row.board }]
      : [];
  });
  return new Placing(anchors);
}
