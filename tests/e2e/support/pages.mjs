// The pages of the app after the SDK script, by their canonical addresses.

/** The address of the version that the script linked, from the address that the SDK built. */
export function registryBase(published) {
  return new URL(published.linked).pathname;
}

export function pages(published) {
  const registry = registryBase(published);
  const collection = `${registry}/c/first-collection`;
  const version = `${collection}/v0`;
  const source = new URL(published.source).pathname;
  return {
    landing: "/registry",
    registry,
    settings: `${registry}/settings`,
    members: `${registry}/settings/members`,
    collection,
    "collection-metrics": `${collection}?columns=loss,accuracy`,
    version,
    metrics: `${version}/metrics`,
    metadata: `${registry}/c/reports/v0/metadata`,
    files: `${version}/files`,
    usage: `${version}/usage`,
    lineage: `${version}/lineage`,
    "source-version": source,
    "source-lineage": `${source}/lineage`,
    project: `/${published.entity}/${published.project}`,
    run: new URL(published.run).pathname,
    authorize: "/authorize",
    absent: `${registry}/c/there-is-no-such-collection`,
  };
}
