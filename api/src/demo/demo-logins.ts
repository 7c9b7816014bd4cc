import type { Role } from '@quorate/libs/access';

/** A demo persona: who it is, what it may act as, and what there is to try as it. */
export interface DemoLogin {
  readonly login: string;
  readonly name: string;
  /** Organisation key and role, the first one on signing in. A person or carer has none. */
  readonly acts: readonly { readonly role: Role; readonly organisation: string | null }[];
  /** The professional role that makes a clinician the holder of seats; null for the others. */
  readonly profession: string | null;
  readonly about: string;
  readonly hasLeft?: boolean;
}

const act = (role: Role, organisation: string | null = null) => ({ role, organisation });

export const TAMEWATER_LOGINS: readonly DemoLogin[] = [
  {
    login: 'priya.nair',
    name: 'Priya Nair',
    acts: [act('careCoordinator', 'merrow')],
    profession: 'mdtCoordinator',
    about:
      'Runs the MDTs that Merrow Community Trust hosts. Plan a series, list people, send invitations and take a register.',
  },
  {
    login: 'owen.pritchett',
    name: 'Owen Pritchett',
    acts: [act('careCoordinator', 'alderbrook')],
    profession: 'mdtCoordinator',
    about: "Runs Alderbrook Acute Trust's own MDTs. See that Merrow's people and registers are not his.",
  },
  {
    login: 'sian.robertson',
    name: 'Sian Robertson',
    acts: [act('clinician', 'merrow')],
    profession: 'communityMatron',
    about: 'Community matron. Reply to invitations, ask to be released, see the people she is involved with.',
  },
  {
    login: 'tomasz.keen',
    name: 'Dr Tomasz Keen',
    acts: [act('clinician', 'alderbrook')],
    profession: 'geriatrician',
    about: "Geriatrician whose meetings at other providers' sites have been hard to get to since the spring.",
  },
  {
    login: 'amara.oseland',
    name: 'Dr Amara Oseland',
    acts: [act('clinician', 'cobbleLane')],
    profession: 'gp',
    about: 'GP with seats in several MDTs.',
  },
  {
    login: 'frances.ollerton',
    name: 'Frances Ollerton',
    acts: [act('providerManager', 'alderbrook')],
    profession: null,
    about: 'Chief nurse of Alderbrook. Signs its monthly returns, which Helen Pricely prepares.',
  },
  {
    login: 'helen.pricely',
    name: 'Helen Pricely',
    acts: [act('providerManager', 'alderbrook')],
    profession: null,
    about: 'Answers release requests for Alderbrook and sees its engagement before anyone else.',
  },
  {
    login: 'grace.adeyinka',
    name: 'Grace Adeyinka',
    acts: [act('providerManager', 'hollin'), act('clinician', 'hollin')],
    profession: 'mentalHealthNurse',
    about: 'Manages releases at Hollin Mental Health Trust and is a mental health nurse: switch role in the header.',
  },
  {
    login: 'gareth.winstone',
    name: 'Gareth Winstone',
    acts: [act('providerManager', 'merrow')],
    profession: null,
    about: 'Director of operations of Merrow. Signs its monthly returns, which Mark Doyley prepares.',
  },
  {
    login: 'mark.doyley',
    name: 'Mark Doyley',
    acts: [act('providerManager', 'merrow')],
    profession: null,
    about: 'Answers release requests for Merrow Community Trust.',
  },
  {
    login: 'ruth.clarkson',
    name: 'Ruth Clarkson',
    acts: [act('commissioner', 'icb')],
    profession: null,
    about: 'Sees engagement by provider across Tamewater, never a named person.',
  },
  {
    login: 'imran.mahmoodi',
    name: 'Imran Mahmoodi',
    acts: [act('commissioner', 'borough')],
    profession: null,
    about: 'Commissions for the council with the same view as the care board.',
  },
  {
    login: 'joan.linley',
    name: 'Joan Linley',
    acts: [act('person')],
    profession: null,
    about: 'Is cared for by several services. Sees when she is discussed, who was there and what was decided.',
  },
  {
    login: 'albert.thackray',
    name: 'Albert Thackray',
    acts: [act('person')],
    profession: null,
    about: 'Lives with heart failure. Sees his own meetings and actions.',
  },
  {
    login: 'karen.linley',
    name: 'Karen Linley',
    acts: [act('carer')],
    profession: null,
    about: "Joan's daughter and carer. Sees what Joan has agreed she may see.",
  },
  {
    login: 'samuel.thackray',
    name: 'Samuel Thackray',
    acts: [act('carer')],
    profession: null,
    about: "Albert's son and carer.",
  },
  {
    login: 'nadia.khanna',
    name: 'Nadia Khanna',
    acts: [act('informationGovernanceLead', 'merrow')],
    profession: null,
    about: "Sees who of Merrow's staff looked at which record, and why they could.",
  },
  {
    login: 'daniel.hargreave',
    name: 'Daniel Hargreave',
    acts: [act('informationGovernanceLead', 'alderbrook')],
    profession: null,
    about: "Sees Alderbrook's part of the audit trail.",
  },
  {
    login: 'mei.chenoweth',
    name: 'Mei Chenoweth',
    acts: [act('administrator', 'icb')],
    profession: null,
    about: 'Looks after the directory, the outbox and the audit trail. Sees no person cared for.',
  },
  {
    login: 'chidi.okaford',
    name: 'Chidi Okaford',
    acts: [act('administrator', 'merrow')],
    profession: null,
    about: 'Administrator at Merrow Community Trust.',
  },
  {
    login: 'rosa.fernley',
    name: 'Rosa Fernley',
    acts: [act('clinician', 'hollin')],
    profession: 'memoryNurse',
    about: 'Left Hollin Mental Health Trust. Signing in says so and opens nothing.',
    hasLeft: true,
  },
];

export const FELLSIDE_LOGINS: readonly DemoLogin[] = [
  {
    login: 'bethan.morriston',
    name: 'Bethan Morriston',
    acts: [act('careCoordinator', 'fellsideCommunity')],
    profession: 'mdtCoordinator',
    about: 'Another integrated care system: sees nothing of Tamewater.',
  },
  {
    login: 'kofi.boatwright',
    name: 'Kofi Boatwright',
    acts: [act('clinician', 'fellsideCommunity')],
    profession: 'communityMatron',
    about: 'Community matron in Fellside.',
  },
  {
    login: 'anya.ivanson',
    name: 'Anya Ivanson',
    acts: [act('providerManager', 'becksideAcute')],
    profession: null,
    about: 'Answers release requests for Beckside Acute Trust.',
  },
  {
    login: 'callum.mccrae',
    name: 'Callum McCrae',
    acts: [act('commissioner', 'fellsideIcb')],
    profession: null,
    about: 'Commissions in Fellside: sees nothing of Tamewater.',
  },
  {
    login: 'yusuf.demirel',
    name: 'Yusuf Demirel',
    acts: [act('administrator', 'fellsideIcb')],
    profession: null,
    about: 'Administrator in Fellside.',
  },
  {
    login: 'martha.sutcliff',
    name: 'Martha Sutcliff',
    acts: [act('informationGovernanceLead', 'fellsideCommunity')],
    profession: null,
    about: 'Information governance lead in Fellside.',
  },
  {
    login: 'edward.lockwood',
    name: 'Edward Lockwood',
    acts: [act('person')],
    profession: null,
    about: 'Is cared for in Fellside.',
  },
];
