//! Has the linker note which constant each address in the wasm means, so that a release can drop the constants that
//! nothing refers to any more; see xtask/src/constants.rs. The notes themselves are not shipped.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
    }
}
