import { graphql } from '../app/graphql.js';

export const auditEventsQuery = graphql(`
  query AuditEvents($filter: AuditFilterInput, $after: ID) {
    auditEvents(filter: $filter, after: $after, first: 50) {
      hasMore
      events {
        id
        at
        actor
        login
        actorName
        actingRoleName
        organisationName
        operation
        kind
        entity
        entityId
        outcome
        aboutPerson
        personReference
        detail
      }
    }
  }
`);

export const auditChainQuery = graphql(`
  query AuditChain {
    auditChain {
      events
      head
      checkpointAt
      checkpointEvents
      agrees
    }
  }
`);
