/** A place that is known to belong to a board: an active GP practice with a location. */
export interface Anchor {
  readonly latitude: number;
  readonly longitude: number;
  readonly board: string;
}

interface Point {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const NEAR_KM = 5;
const KM_PER_DEGREE = 111.2;
const CELL_DEGREES = 0.1;

/**
 * Puts places that no extract gives a board into the board of the nearest active GP practice: care homes, pharmacies and
 * independent hospitals. It is an estimate and is recorded as one; without a practice within 5 km there is no answer.
 */
export class Placing {
  private readonly cells = new Map<string, Anchor[]>();

  constructor(anchors: readonly Anchor[]) {
    for (const anchor of anchors) {
      const key = cellOf(anchor.latitude, anchor.longitude);
      this.cells.set(key, [...(this.cells.get(key) ?? []), anchor]);
    }
  }

  boardNear({ latitude, longitude }: Point): string | null {
    if (latitude === null || longitude === null) return null;
    let best: { board: string; km: number } | null = null;
    for (const north of [-1, 0, 1]) {
      for (const east of [-1, 0, 1]) {
        for (const anchor of this.cells.get(cellOf(latitude + north * CELL_DEGREES, longitude + east * CELL_DEGREES)) ??
          []) {
          const km = distanceKm(latitude, longitude, anchor);
          if (km <= NEAR_KM && (best === null || km < best.km)) best = { board: anchor.board, km };
        }
      }
    }
    return best?.board ?? null;
  }

  /**
   * The board of each area (a council's, as the lists name it): that of most of its places. Boards follow councils'
   * borders, so this is surer than a place by itself. On a tie the first by code.
   */
  boardsOfAreas(places: readonly (Point & { readonly area: string | null })[]): ReadonlyMap<string, string> {
    const votes = new Map<string, Map<string, number>>();
    for (const place of places) {
      const board = this.boardNear(place);
      if (place.area === null || board === null) continue;
      const ofArea = votes.get(place.area) ?? new Map<string, number>();
      votes.set(place.area, ofArea.set(board, (ofArea.get(board) ?? 0) + 1));
    }
    return new Map(
      [...votes].flatMap(([area, ofArea]) => {
        const [winner] = [...ofArea].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
        return winner ? [[area, winner[0]] as const] : [];
      }),
    );
  }
}

function cellOf(latitude: number, longitude: number): string {
  return `${Math.floor(latitude / CELL_DEGREES)} ${Math.floor(longitude / CELL_DEGREES)}`;
}

/** Flat-earth distance, good to a few metres at 5 km. */
function distanceKm(latitude: number, longitude: number, to: Anchor): number {
  const north = (to.latitude - latitude) * KM_PER_DEGREE;
  const east = (to.longitude - longitude) * KM_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}
