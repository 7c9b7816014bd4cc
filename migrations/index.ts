import { CreatePlatform1763700000000 } from './1763700000000-create-platform.js';
import { CreateOrganisations1763700100000 } from './1763700100000-create-organisations.js';
import { CreateStaff1763700200000 } from './1763700200000-create-staff.js';
import { CreateMeetings1763700300000 } from './1763700300000-create-meetings.js';
import { CreateAttendance1763700400000 } from './1763700400000-create-attendance.js';
import { CreateCases1763700500000 } from './1763700500000-create-cases.js';
import { CountTheUninvitedApart1763800100000 } from './1763800100000-count-the-uninvited-apart.js';
import { WriteNamesReadably1763800200000 } from './1763800200000-write-names-readably.js';
import { CreateSitePeriod1763800200001 } from './1763800200001-create-site-period.js';
import { ForgetCaughtMail1763800300000 } from './1763800300000-forget-caught-mail.js';
import { AddSeriesWeeksAhead1763800310000 } from './1763800310000-add-series-weeks-ahead.js';
import { ServeOwnMdtsFromIndexes1763800500000 } from './1763800500000-serve-own-mdts-from-indexes.js';
import { CreateWithholding1763900000000 } from './1763900000000-create-withholding.js';
import { CreateDetectionRequest1763900100000 } from './1763900100000-create-detection-request.js';
import { CreateRightOfReply1763900200000 } from './1763900200000-create-right-of-reply.js';
import { CreateConcern1763900210000 } from './1763900210000-create-concern.js';
import { CreateStaffStatement1763900300000 } from './1763900300000-create-staff-statement.js';
import { CreateEvidencePacks1763900400000 } from './1763900400000-create-evidence-packs.js';
import { PublishEngagement1763900500000 } from './1763900500000-publish-engagement.js';
import { KeepConcernFromItsOrganisation1763900610000 } from './1763900610000-keep-concern-from-its-organisation.js';
import { CloseSealedPacks1763900620000 } from './1763900620000-close-sealed-packs.js';
import { CreateProviderReturn1763900700000 } from './1763900700000-create-provider-return.js';
import { CreateAttendanceDispute1763900710000 } from './1763900710000-create-attendance-dispute.js';
import { WordTestsByRules1763900720000 } from './1763900720000-word-tests-by-rules.js';
import { LeadTimeOfMonths1763900725000 } from './1763900725000-lead-time-of-months.js';
import { CreateAdvice1763900730000 } from './1763900730000-create-advice.js';
import { CreateTender1763900735000 } from './1763900735000-create-tender.js';
import { DateConcerns1763900740000 } from './1763900740000-date-concerns.js';
import { SealPacksAboutConcerns1763900745000 } from './1763900745000-seal-packs-about-concerns.js';
import { MeasureEngagement1763900750000 } from './1763900750000-measure-engagement.js';
import { AgreeUndertakingsByBoth1763900760000 } from './1763900760000-agree-undertakings-by-both.js';
import { SumPublishedHosts1763900770000 } from './1763900770000-sum-published-hosts.js';
import { KeepDistanceOfSeats1763900780000 } from './1763900780000-keep-distance-of-seats.js';
import { PublishAverage1763900790000 } from './1763900790000-publish-average.js';
import { CreateStrike1763900800000 } from './1763900800000-create-strike.js';
import { KeepStrikeDays1763900805000 } from './1763900805000-keep-strike-days.js';
import { ShowMonthsAfterTheirLead1763900810000 } from './1763900810000-show-months-after-their-lead.js';
import { KeepPacksOfEarlyNotices1763900815000 } from './1763900815000-keep-packs-of-early-notices.js';
import { LetFewPeopleDecide1763900825000 } from './1763900825000-let-few-people-decide.js';
import { KeepAuthorsFromTheirEmployer1763900830000 } from './1763900830000-keep-authors-from-their-employer.js';

/** Every migration, oldest first. A new one is added at the end and never edited after it has landed. */
export const migrations = [
  CreatePlatform1763700000000,
  CreateOrganisations1763700100000,
  CreateStaff1763700200000,
  CreateMeetings1763700300000,
  CreateAttendance1763700400000,
  CreateCases1763700500000,
  CountTheUninvitedApart1763800100000,
  WriteNamesReadably1763800200000,
  CreateSitePeriod1763800200001,
  ForgetCaughtMail1763800300000,
  AddSeriesWeeksAhead1763800310000,
  ServeOwnMdtsFromIndexes1763800500000,
  CreateWithholding1763900000000,
  CreateDetectionRequest1763900100000,
  CreateRightOfReply1763900200000,
  CreateConcern1763900210000,
  CreateStaffStatement1763900300000,
  CreateEvidencePacks1763900400000,
  PublishEngagement1763900500000,
  KeepConcernFromItsOrganisation1763900610000,
  CloseSealedPacks1763900620000,
  CreateProviderReturn1763900700000,
  CreateAttendanceDispute1763900710000,
  WordTestsByRules1763900720000,
  LeadTimeOfMonths1763900725000,
  CreateAdvice1763900730000,
  CreateTender1763900735000,
  DateConcerns1763900740000,
  SealPacksAboutConcerns1763900745000,
  MeasureEngagement1763900750000,
  AgreeUndertakingsByBoth1763900760000,
  SumPublishedHosts1763900770000,
  KeepDistanceOfSeats1763900780000,
  PublishAverage1763900790000,
  CreateStrike1763900800000,
  KeepStrikeDays1763900805000,
  ShowMonthsAfterTheirLead1763900810000,
  KeepPacksOfEarlyNotices1763900815000,
  LetFewPeopleDecide1763900825000,
  KeepAuthorsFromTheirEmployer1763900830000,
];
