import { graphql } from '../app/graphql.js';

const measureFigureFragment = graphql(`
  fragment MeasureFigureParts on MeasureFigure @_unmask {
    isHidden
    isPartlyHidden
    numerator
    denominator
    share
    lower
    upper
    averageDays
  }
`);

const measureSummaryFragment = graphql(
  `
  fragment MeasureSummaryParts on MeasureSummary @_unmask {
    measure { code name of happened timed counts isOfPeople }
    all { ...MeasureFigureParts }
    byType { value name figure { ...MeasureFigureParts } }
    trustsLessOthers { difference lower upper }
  }
`,
  [measureFigureFragment],
);

const measuresAsOfFragment = graphql(`
  fragment MeasuresAsOfParts on MeasuresAsOf @_unmask {
    months { fromMonth toMonth monthSoFar wholeQuarters }
    peopleMonths { fromMonth toMonth monthSoFar wholeQuarters }
    publishedAt
    countedAt
  }
`);

/** Every measure beside attendance. */
export const engagementMeasuresQuery = graphql(
  `
  query EngagementMeasures($filter: MeasuresFilter) {
    engagementMeasures(filter: $filter) {
      scope
      asOf { ...MeasuresAsOfParts }
      disclosureNote
      providers { value label }
      groups {
        code
        name
        measures { ...MeasureSummaryParts }
        toCome { name needs }
      }
      equity {
        code
        name
        bands { band figure { ...MeasureFigureParts } lessOthers { difference lower upper } }
      }
    }
  }
`,
  [measuresAsOfFragment, measureSummaryFragment, measureFigureFragment],
);

/** One measure by provider and counterpart. */
export const engagementMeasureQuery = graphql(
  `
  query EngagementMeasure($code: String!, $filter: MeasuresFilter) {
    engagementMeasure(code: $code, filter: $filter) {
      scope
      asOf { ...MeasuresAsOfParts }
      disclosureNote
      choices { value label }
      summary { ...MeasureSummaryParts }
      providers {
        organisationId
        organisationName
        all { ...MeasureFigureParts }
        trusts { ...MeasureFigureParts }
        others { ...MeasureFigureParts }
        trustsLessOthers { difference lower upper }
      }
      funnel {
        basedOn
        lostShare
        curve { total lower95 upper95 lower998 upper998 }
        points { organisationId name lost counted share zone }
      }
      byOrganisation { value name licenceStatus figure { ...MeasureFigureParts } }
    }
  }
`,
  [measuresAsOfFragment, measureSummaryFragment, measureFigureFragment],
);
