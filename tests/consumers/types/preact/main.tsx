import type {} from "my-groups-badge/preact";

export const badge = (
  <my-groups-badge
    class="groups"
    src="/my-groups.json"
    limit={5}
    headingLevel={3}
    show={["topics"]}
    onload={({ detail }) => console.log(detail.count)}
    onerror={({ detail }) => console.log(detail.kind)}
  >
    <a href="/groups">My groups</a>
  </my-groups-badge>
);

// @ts-expect-error no such layout
export const wrong = <my-groups-badge layout="grid" />;
// @ts-expect-error no such attribute
export const unknown = <my-groups-badge colour="red" />;
