// Before every spec of pages (jest.config.mjs). Not how fast a page is: a busy machine takes seconds to show one, and one
// second is what the library would wait.
import { configure } from '@testing-library/react';

configure({ asyncUtilTimeout: 15_000 });
