import "my-groups-badge";
import type {} from "my-groups-badge/react";

interface Props {
  limit: number;
  onCount: (count: number) => void;
}

export function MyGroups({ limit, onCount }: Props) {
  return (
    <my-groups-badge
      src="/my-groups.json"
      limit={limit}
      debug={false}
      onload={({ detail }) => onCount(detail.count)}
    >
      <a href="https://events.example/user/7/groups">My groups</a>
    </my-groups-badge>
  );
}
