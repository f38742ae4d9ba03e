import { Component, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { MyGroups } from "./my-groups";

@Component({
  selector: "app-page",
  imports: [MyGroups],
  template: `
    <button id="fewer" (click)="limit.set(1)">Only one</button>
    <button id="none" (click)="limit.set(0)">None</button>
    <output>{{ count() }}</output>
    @if (limit() > 0) {
      <app-my-groups [limit]="limit()" (count)="count.set($event)" />
    }
  `,
})
class Page {
  readonly limit = signal(5);
  readonly count = signal<number | undefined>(undefined);
}

await bootstrapApplication(Page);
