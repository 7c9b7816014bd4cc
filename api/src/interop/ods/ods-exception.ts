/**
 * What an import tells beside its counts; a closed list. The first group means that a file was left out whole, the second
 * that a kind of file is missing, the third is about single rows, which were taken as far as the detail says.
 */
export type OdsExceptionCode =
  | 'fileUnreadable'
  | 'fileEmpty'
  | 'badEncoding'
  | 'brokenQuotes'
  | 'shortRow'
  | 'longRow'
  | 'missingColumn'
  | 'badCode'
  | 'badDate'
  | 'badValue'
  | 'fileNotImported'
  | 'missingKind'
  | 'laterThanDate'
  | 'unknownFile'
  | 'duplicateRow'
  | 'conflictingRow'
  | 'unknownOrganisation'
  | 'unknownBoard'
  | 'unknownTrust'
  | 'unknownSite'
  | 'unknownSuccessor'
  | 'notActive'
  | 'notMapped'
  | 'noPcn'
  | 'boardDisagrees'
  | 'boardEnded'
  | 'boardNameUnknown'
  | 'trustNotPlaced'
  | 'notInLaterExtract'
  | 'parentClosed'
  | 'noLocation'
  | 'notPlaced'
  | 'noPublicationDate'
  | 'codeTaken';

export interface OdsException {
  /** The file's name, or the kind of file where there is none. */
  readonly file: string;
  /** The first line is 1; null where the whole file is meant. */
  readonly line: number | null;
  readonly code: OdsExceptionCode;
  readonly detail: string;
}
