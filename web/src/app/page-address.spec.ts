import '../testing/jsdom-globals.js';

import { describe, expect, it } from '@jest/globals';
import { matchRoutes } from 'react-router';
import { pageAt } from './page-address.js';
import { pages } from './pages.js';

const routes = pages.map(({ path }) => ({ path: `/${path}` }));

/** An address of each page, and some of none. */
const addresses = [
  ...pages.map(({ path }) => `/${path.replaceAll(/:(\w+)/g, 'an%20$1')}`),
  ...['/signals/', '/signals/one/two/three/four', '/nothing', '/MEETINGS'],
];

describe('the page of an address', () => {
  it.each(addresses)('is the one that the router finds: %s', (address) => {
    const match = matchRoutes(routes, address)?.[0];
    const found = pageAt(pages, address);
    // Where it is not so sure as the router, nothing is asked early.
    if (found)
      expect({ path: `/${found.entry.path}`, params: found.params }).toEqual({
        path: match?.route.path,
        params: match?.params,
      });
    else expect(['/nothing', '/MEETINGS', '/signals/one/two/three/four']).toContain(address);
  });
});
