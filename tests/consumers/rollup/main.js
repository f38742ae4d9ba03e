import "my-groups-badge/inline";
