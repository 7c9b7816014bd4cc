import { REGIME_2015 } from './regime.js';
import { type RegimeWords, wordsOf } from './regime-words.js';

/** Words of a regime that the product holds sources of, for an administrator to complete and issue. Never in force by itself. */
export interface PreparedRegime {
  readonly code: string;
  /** The day from which it applies outside the product. */
  readonly appliesFrom: string;
  /** What is known of it from which source, and what is left to look up. */
  readonly about: string;
  readonly words: RegimeWords;
}

const shipped = wordsOf(REGIME_2015);

/**
 * The NHS provider licence of 2023. Its text is not held here: what can be told from public sources is filled in, and
 * where the licence itself has to be quoted the field is empty, so that it cannot be issued before somebody has read it.
 *   source  NHS England, Changes to the NHS provider licence (consultation and response, 2022 and 2023): who is licensed and
 *           who is exempt; NHS enforcement guidance, 2023: NHS England enforces it. In effect from 1 April 2023
 */
const LICENCE_2023: PreparedRegime = {
  code: 'providerLicence2023',
  appliesFrom: '2023-04-01',
  about:
    'Known from NHS England’s consultation on the licence and its enforcement guidance: it applies from 1 April 2023, NHS England enforces it, NHS trusts hold it like foundation trusts and independent providers, and providers of primary medical or dental services alone are exempt. The licence itself is not held here: look up its conditions on integrated care and co-operation, and fill in where each test comes from and what a concern under it is called.',
  words: {
    ...shipped,
    name: 'NHS provider licence of 2023: integrated care and co-operation',
    source: 'NHS England, NHS provider licence, in effect from 1 April 2023; NHS enforcement guidance, 2023',
    // Sections of the guidance of 2015 are no source for a licence of 2023, and its section 5 has no successor there.
    tests: shipped.tests.map((test) => ({ ...test, source: '' })),
    routes: {
      ...shipped.routes,
      licensed: { addressee: 'NHS England', wording: '', isLicence: true },
      nhsTrustShadow: {
        addressee: 'NHS England',
        wording:
          'A concern about an NHS trust whose own licence is not recorded here; since April 2023 NHS trusts hold one.',
        isLicence: false,
      },
    },
  },
};

export const PREPARED_REGIMES: readonly PreparedRegime[] = [LICENCE_2023];
