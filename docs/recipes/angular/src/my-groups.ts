import { Component, CUSTOM_ELEMENTS_SCHEMA, input, output } from "@angular/core";
import type { MyGroupsBadgeLoadDetail } from "my-groups-badge";
import "my-groups-badge/inline";

@Component({
  selector: "app-my-groups",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <my-groups-badge src="/my-groups.json" [limit]="limit()" [debug]="false" (load)="loaded($event)">
      <a href="https://events.example/user/7/groups">My groups</a>
    </my-groups-badge>
  `,
})
export class MyGroups {
  readonly limit = input.required<number>();
  readonly count = output<number>();

  loaded({ detail }: CustomEvent<MyGroupsBadgeLoadDetail>) {
    this.count.emit(detail.count);
  }
}
