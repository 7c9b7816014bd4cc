/** How a provider stands to the licence on a day. */
export const LICENCE_STATUSES = ['licensed', 'nhsTrustShadow', 'exempt', 'notApplicable', 'unknown'] as const;

export type LicenceStatus = (typeof LICENCE_STATUSES)[number];

/** Who a concern goes to and in which words, by licence status on the day. */
export interface Route {
  readonly addressee: string;
  /** Shown beside the button; says what kind of concern it is. */
  readonly wording: string;
  /** Whether the words of the licence may be used at all. */
  readonly isLicence: boolean;
}

/** A question that needs an answer and an author before anything is escalated. */
export interface EscalationTest {
  readonly code: string;
  readonly title: string;
  readonly question: string;
  /** Paragraph of the guidance. */
  readonly source: string;
  /** What a good answer says, for whoever writes it; versions of before there was such help have none. */
  readonly help?: string;
}

/** Another body that a concern can be referred to. */
export interface ReferralBody {
  readonly code: string;
  readonly name: string;
  readonly remit: string;
  /** How to reach it, for whoever refers; versions of before it was held say nothing. */
  readonly reach?: string;
}

export interface SignalThresholds {
  /** Scores from here are shown to the provider alone. */
  readonly earlyNotice: number;
  /** A signal opens (watch) from here, closes after `monthsToClose` months below `closes`. */
  readonly opens: number;
  readonly closes: number;
  readonly monthsToClose: number;
  /** From here, and open for `alarmMonths` months, an alert is an alarm. */
  readonly alarm: number;
  readonly alarmMonths: number;
  /** Below it: not enough meetings to judge. */
  readonly leastCrossRows: number;
  /** Lost participation since the onset that a signal needs besides its score. */
  readonly leastLostRows: number;
  readonly leastLostMonths: number;
  readonly leastLostPeople: number;
  /** Share of the excess loss that must remain whoever, or whichever MDT, is left out. */
  readonly leaveOneOutShare: number;
  /** People affected from which a signal is more than a watch. */
  readonly leastImpact: number;
  /** When the expected share of false signals among the open ones passes this, signals open at `strictOpens`. */
  readonly falseShareLimit: number;
  readonly strictOpens: number;
  /** Statements of staff told to their employer from so many people on. */
  readonly staffStatementsFrom: number;
  /** Data quality: shares from which there is a list to mend instead of a judgement. */
  readonly mostUnrecorded: number;
  readonly mostReasonsMissing: number;
}

/** All in working days. */
export interface SignalTimes {
  /** How long the provider sees a new signal, and what each month says of one, before commissioners do. */
  readonly providerFirst: number;
  readonly dataCheck: number;
  readonly reply: number;
  readonly mostExtension: number;
  readonly localResolution: number;
  readonly improvement: number;
  readonly withCommissioner: number;
  readonly concern: number;
  /** Of what anybody has written: until somebody looks into it, until it is decided on, until another body is asked again. */
  readonly concernReceived: number;
  readonly concernLookedInto: number;
  readonly concernReferred: number;
  /** From the end of a month until a provider's return of it is signed. */
  readonly returnDue: number;
}

/** Rules with a date on which they begin; a change is a new version. */
export interface RegulatoryRegime {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly source: string;
  readonly inForceFrom: string;
  readonly thresholds: SignalThresholds;
  readonly times: SignalTimes;
  readonly tests: readonly EscalationTest[];
  readonly routes: Readonly<Record<LicenceStatus, Route>>;
  readonly bodies: readonly ReferralBody[];
  /** Said wherever a signal is shown. */
  readonly caveat: string;
  /** Said to a provider above its reply. */
  readonly replyHelp?: string;
  /** Said to commissioners above the tests before a concern. */
  readonly concernHelp?: string;
}

/** The first regime shipped: the guidance of March 2015 on the integrated care licence condition. */
export const REGIME_2015: RegulatoryRegime = {
  code: 'integratedCare2015',
  version: 1,
  name: 'Integrated care licence condition: guidance of March 2015',
  source: 'Monitor, Complying with Monitor’s integrated care requirements, March 2015',
  inForceFrom: '2015-03-27',
  thresholds: {
    earlyNotice: 0.5,
    opens: 0.75,
    closes: 0.35,
    monthsToClose: 2,
    alarm: 0.9,
    alarmMonths: 2,
    leastCrossRows: 8,
    leastLostRows: 6,
    leastLostMonths: 2,
    leastLostPeople: 2,
    leaveOneOutShare: 0.25,
    leastImpact: 1,
    falseShareLimit: 0.25,
    strictOpens: 0.9,
    staffStatementsFrom: 5,
    mostUnrecorded: 0.25,
    mostReasonsMissing: 0.5,
  },
  times: {
    providerFirst: 10,
    dataCheck: 5,
    reply: 10,
    mostExtension: 10,
    localResolution: 20,
    improvement: 60,
    withCommissioner: 20,
    concern: 20,
    concernReceived: 5,
    concernLookedInto: 20,
    concernReferred: 60,
    returnDue: 10,
  },
  tests: [
    {
      code: 'patientInterest',
      title: 'Patient interest',
      question: 'What would be worse for people using services, in quality or access, if this went on?',
      source: 'Section 1.4',
      help: 'Say what became worse and for whom, in outcomes, quality or access. That something was not done is not an answer yet.',
    },
    {
      code: 'systemic',
      title: 'Systemic',
      question: 'Why is this more than one complaint about one professional, or a one-off incident?',
      source: 'Section 1.4',
      help: 'Name the months, meetings and roles in which it shows. One complaint or one bad week is not systemic.',
    },
    {
      code: 'objective',
      title: 'Objective',
      question: 'Which objective is held back: quality, efficiency, inequality of access or inequality of outcomes?',
      source: 'Section 1.4, Annex A',
      help: 'Name one of the four, and say how it is held back.',
    },
    {
      code: 'control',
      title: 'Control',
      question: 'What could the provider itself have done, and what was outside its control?',
      source: 'Section 4.3',
      help: 'Put what the provider could decide beside what it could not: vacancies, strikes, notice that came late.',
    },
    {
      code: 'prioritisation',
      title: 'Prioritisation',
      question: 'What good would come of it, how likely is that, and what would it cost?',
      source: 'Section 5',
      help: 'Weigh the good to people using services, directly and otherwise, against the chance of success and the work it takes.',
    },
    {
      code: 'licenceStatus',
      title: 'Licence status',
      question: 'Did the provider hold the licence on the days in question?',
      source: 'Section 1.4, footnotes 1 and 2',
      help: 'Look at the status on the day when the pattern began. It stands above these tests with its day.',
    },
    {
      code: 'rightAddressee',
      title: 'Right addressee',
      question: 'Is this the body to act, or is it for commissioners or somebody else?',
      source: 'Section 5.1',
      help: 'Say why this body and not another. What one professional did is for their regulator, quality of care for the CQC.',
    },
  ],
  routes: {
    licensed: {
      addressee: 'The licence’s regulator',
      wording: 'A concern under the integrated care licence condition.',
      isLicence: true,
    },
    nhsTrustShadow: {
      addressee: 'NHS England (NHS trusts)',
      wording: 'A concern about a requirement that NHS trusts are expected to meet as if licensed.',
      isLicence: false,
    },
    exempt: {
      addressee: 'The commissioner, under the contract',
      wording: 'An engagement concern under the contract; this provider needs no licence.',
      isLicence: false,
    },
    notApplicable: {
      addressee: 'The commissioner or partner responsible',
      wording: 'An engagement concern; the licence does not apply to this organisation.',
      isLicence: false,
    },
    unknown: {
      addressee: 'The commissioner, who first finds out whether the licence applies',
      wording: 'An engagement concern; whether the licence applies is not known.',
      isLicence: false,
    },
  },
  bodies: [
    { code: 'cqc', name: 'Care Quality Commission', remit: 'Quality and safety of care' },
    { code: 'professional', name: 'Professional regulator', remit: 'Fitness to practise of one professional' },
    { code: 'ico', name: 'Information Commissioner’s Office', remit: 'Information rights' },
    { code: 'nhsEngland', name: 'NHS England', remit: 'Oversight of commissioners and of NHS trusts' },
    { code: 'ftsu', name: 'Freedom to Speak Up guardian', remit: 'Workers who speak up' },
  ],
  caveat:
    'A pattern consistent with staff not being released. It is a reason to ask, not a finding, and says nothing about any one person.',
  replyHelp:
    'Your reply stands beside the signal for as long as it is kept. Each point is decided by somebody who had no part in the signal.',
  concernHelp:
    'Each test needs an answer before anything is escalated. Who reads the concern later has only what is written here.',
};
