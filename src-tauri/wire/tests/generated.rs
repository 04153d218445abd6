//! `ui/src/ipc/generated.ts` says what this crate says.

use std::path::Path;

#[test]
fn generated_types_are_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/generated.ts");
    let wanted = faircopy_wire::typescript();
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    if found != wanted {
        std::fs::write(&path, &wanted).expect("generated.ts can be written");
        panic!(
            "{} was stale and is written anew: look at the change and commit it",
            path.display()
        );
    }
}
