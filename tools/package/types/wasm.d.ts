/** The URL of the wasm, if the bundler is configured to resolve such a file to a URL. */
declare const url: string;
export default url;
