export default async function stopProduct() {}
