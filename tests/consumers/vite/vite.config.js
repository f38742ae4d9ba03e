// The development server bundles dependencies into one folder and leaves their other files behind.
export default { optimizeDeps: { exclude: ["my-groups-badge"] } };
