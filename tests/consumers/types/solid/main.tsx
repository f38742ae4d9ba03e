import type {} from "my-groups-badge/solid";

export const badge = () => (
  <my-groups-badge
    class="groups"
    src="/my-groups.json"
    limit={5}
    heading-level={3}
    prop:show={["topics"]}
    on:load={({ detail }) => console.log(detail.count)}
    on:error={({ detail }) => console.log(detail.kind)}
  >
    <a href="/groups">My groups</a>
  </my-groups-badge>
);

// @ts-expect-error no such layout
export const wrong = () => <my-groups-badge layout="grid" />;
// @ts-expect-error no such attribute
export const unknown = () => <my-groups-badge colour="red" />;
