// The built product on a data directory of its own, for the browser tests. Filled in by tests/browser.
export default async function startProduct() {}
