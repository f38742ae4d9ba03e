import type {} from "my-groups-badge/react";
import { useRef } from "react";
import type { MyGroupsBadgeElement } from "my-groups-badge";

export function Sidebar({ limit }: { limit: number | undefined }) {
  const badge = useRef<MyGroupsBadgeElement>(null);
  return (
    <my-groups-badge
      ref={badge}
      className="groups"
      src="/my-groups.json"
      limit={limit}
      headingLevel={3}
      group-url="https://events.example/{id}"
      show={["topics"]}
      debug={false}
      onload={({ detail }) => console.log(detail.count)}
      onerror={({ detail }) => console.log(detail.kind)}
    >
      <a href="/groups">My groups</a>
    </my-groups-badge>
  );
}

// @ts-expect-error no such layout
export const wrong = <my-groups-badge layout="grid" />;
// @ts-expect-error no such attribute
export const unknown = <my-groups-badge colour="red" />;
