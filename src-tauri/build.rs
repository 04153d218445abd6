//! Lets Tauri read its configuration; the capabilities stand beside the Rust sources.

fn main() {
    // The page is taken into the program when it is compiled.
    println!("cargo::rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(&[
            "call",
            "painted",
            "fill_screen",
        ]));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    }
}
