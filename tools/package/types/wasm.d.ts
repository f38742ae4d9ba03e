/** The address of the wasm, where the bundler is told to make one of such a file. */
declare const url: string;
export default url;
