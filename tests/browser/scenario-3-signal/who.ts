/** People of the demo, by the names that the sign-in page has for them. */
export const COMMISSIONER = 'Ruth Clarkson';
export const SECOND_COMMISSIONER = 'Imran Mahmoodi';
export const MANAGER = 'Helen Pricely';
export const HOST_COORDINATOR = 'Priya Nair';
export const STRANGER = 'Callum McCrae';

export const PROVIDER = 'Alderbrook Acute Trust';
export const HOST = 'Merrow Community Trust';

/** Providers whose attendance has something of the pattern and is not it, and who sees what is theirs. */
export const LOOK_ALIKES = ['Hollin', 'Merrow', 'Cobble Lane'] as const;
export const MANAGERS_OF_LOOK_ALIKES = ['Grace Adeyinka', 'Mark Doyley'] as const;
