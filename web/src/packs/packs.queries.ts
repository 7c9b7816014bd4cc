import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

const packFields = graphql(`
  fragment PackFields on EvidencePack @_unmask {
    id
    signalId
    concernId
    providerName
    sealedFor
    askedByOrganisation
    askedAt
    state
    progress
    sealedAt
    readAt
    rowCount
    byteCount
    sha256
    keyFingerprint
  }
`);

export const evidencePacksQuery = graphql(
  `
    query EvidencePacks($signalId: ID, $concernId: ID, $first: Int!, $after: ID) {
      evidencePacks(signalId: $signalId, concernId: $concernId, first: $first, after: $after) {
        hasMore
        packs {
          ...PackFields
        }
      }
    }
  `,
  [packFields],
);

export const evidencePackQuery = graphql(
  `
    query EvidencePack($id: ID!) {
      evidencePack(id: $id) {
        ...PackFields
      }
    }
  `,
  [packFields],
);

export const sealEvidencePackMutation = graphql(
  `
    mutation SealEvidencePack($input: SealEvidencePackInput!) {
      sealEvidencePack(input: $input) {
        __typename
        ... on EvidencePackAsked {
          packId
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [refusalFragment, invalidInputFragment],
);

export const sealConcernPackMutation = graphql(
  `
    mutation SealConcernPack($input: SealConcernPackInput!) {
      sealConcernPack(input: $input) {
        __typename
        ... on EvidencePackAsked {
          packId
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [refusalFragment, invalidInputFragment],
);
