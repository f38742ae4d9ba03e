"use client";

import "my-groups-badge";

export default function Page() {
  return <my-groups-badge src="/my-groups.json"></my-groups-badge>;
}
