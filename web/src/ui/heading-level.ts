import { createContext } from 'react';

/** The level of the heading that a part of a page stands under: 1 on the page itself, 2 in a section of it. */
export const HeadingLevel = createContext(1);
