import "my-groups-badge";
