//! What belongs to a file besides its text stays with it when it is saved.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says at once what is missing"
)]

mod support;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;

use faircopy_host::disk::{self, ContentHash, DiskError, InPlace};
use support::Place;
use support::mount::{Mount, or_say_why};

const OLD: &str = "old";
const NEW: &str = "new";

/// An access list in the form of the kernel (`linux/posix_acl_xattr.h`): the owner reads and
/// writes, user 1234 reads, the group and others do not.
const ACCESS_LIST: &[u8] = &[
    2, 0, 0, 0, // version
    1, 0, 6, 0, 0xff, 0xff, 0xff, 0xff, // owner
    2, 0, 4, 0, 0xd2, 0x04, 0, 0, // user 1234
    4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, // group
    16, 0, 4, 0, 0xff, 0xff, 0xff, 0xff, // mask
    32, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, // others
];
const ACCESS: &str = "system.posix_acl_access";
const DEFAULT: &str = "system.posix_acl_default";

#[test]
fn f28_what_belongs_to_a_file_is_kept_on_ext4() {
    or_say_why("the metadata on ext4", || {
        let mount = Mount::ext4("acl,user_xattr")?;
        keeps_everything(&mount.path());
        Ok(())
    });
}

#[test]
fn f28_what_belongs_to_a_file_is_kept_on_xfs() {
    or_say_why("the metadata on xfs", || {
        keeps_everything(&Mount::xfs("rw")?.path());
        Ok(())
    });
}

#[test]
fn f28_what_belongs_to_a_file_is_kept_on_btrfs() {
    or_say_why("the metadata on btrfs", || {
        keeps_everything(&Mount::btrfs("rw")?.path());
        Ok(())
    });
}

#[test]
fn f28_what_belongs_to_a_file_is_kept_on_tmpfs() {
    or_say_why("the metadata on tmpfs", || {
        let mount = Mount::tmpfs("size=4m")?;
        keeps_everything(&mount.path());
        Ok(())
    });
}

#[test]
fn f26_a_save_is_whole_on_exfat() {
    or_say_why("saving on exfat", || {
        saves_and_keeps(&Mount::exfat()?.path());
        Ok(())
    });
}

#[test]
fn f26_a_save_is_whole_on_ntfs() {
    or_say_why("saving on ntfs", || {
        saves_and_keeps(&Mount::ntfs()?.path());
        Ok(())
    });
}

/// Where there is little to keep: the text is, and nothing stays behind.
fn saves_and_keeps(root: &Path) {
    let place = Place::below(root);
    for (old, new) in [
        (OLD, NEW),
        (NEW, "newer and longer"),
        ("newer and longer", ""),
    ] {
        let expected = ContentHash::of(old.as_bytes());
        let saved = disk::save(&place.post(), new.as_bytes(), Some(expected)).unwrap();
        assert_eq!(saved.in_place, None);
        assert_eq!(fs::read_to_string(place.post()).unwrap(), new);
        assert_eq!(place.strays(), [""; 0]);
    }
    let other = disk::save(
        &place.post(),
        b"x",
        Some(ContentHash::of(b"what nobody wrote")),
    );
    assert!(matches!(other, Err(DiskError::Changed { .. })), "{other:?}");
    let taken = disk::create_new(&place.post(), b"x");
    assert!(
        matches!(taken, Err(DiskError::AlreadyExists { .. })),
        "{taken:?}"
    );
    disk::create_new(&place.posts().join("b.md"), b"x").unwrap();
    assert_eq!(place.strays(), ["b.md"]);
}

/// Runs as root.
fn keeps_everything(root: &Path) {
    let check = |name: &str, prepare: fn(&Place)| {
        let place = Place::below(&root.join(name));
        prepare(&place);
        let before = facts(&place.post());
        for expected in [Some(ContentHash::of(OLD.as_bytes())), None] {
            let saved = disk::save(&place.post(), NEW.as_bytes(), expected).unwrap();
            assert_eq!(saved.in_place, None, "{name}");
            assert_eq!(fs::read_to_string(place.post()).unwrap(), NEW, "{name}");
            assert_eq!(facts(&place.post()), before, "{name}");
            assert_eq!(place.strays(), [""; 0], "{name}");
        }
    };
    let mode = |place: &Place, mode| {
        fs::set_permissions(place.post(), fs::Permissions::from_mode(mode)).unwrap();
    };
    check("plain", |_| {});
    for wanted in [0o400, 0o600, 0o640, 0o666, 0o755, 0o2755, 0o4711] {
        let place = Place::below(&root.join(format!("mode {wanted:o}")));
        mode(&place, wanted);
        disk::save(&place.post(), NEW.as_bytes(), None).unwrap();
        let got = fs::metadata(place.post()).unwrap().mode() & 0o7777;
        assert_eq!(got, wanted, "{got:o} instead of {wanted:o}");
    }
    check("owner", |place| {
        chown(place.post(), Some(1234), Some(4321)).unwrap();
    });
    check("attributes", |place| {
        xattr::set(place.post(), "user.empty", b"").unwrap();
        xattr::set(place.post(), "user.note", b"mine \xff\0").unwrap();
    });
    check("access list", |place| {
        xattr::set(place.post(), ACCESS, ACCESS_LIST).unwrap();
    });
    check("all together", |place| {
        chown(place.post(), Some(1234), Some(4321)).unwrap();
        xattr::set(place.post(), ACCESS, ACCESS_LIST).unwrap();
        xattr::set(place.post(), "user.note", b"mine").unwrap();
    });
    check("a folder that gives its group away", |place| {
        chown(place.posts(), None, Some(4321)).unwrap();
        fs::set_permissions(place.posts(), fs::Permissions::from_mode(0o2775)).unwrap();
    });
    check("a folder that gives an access list away", |place| {
        xattr::set(place.posts(), DEFAULT, ACCESS_LIST).unwrap();
    });
    links_stay_links(root);
}

fn links_stay_links(root: &Path) {
    let place = Place::below(&root.join("links"));
    let at = |name: &str| place.posts().join(name);
    symlink("a.md", at("link 0")).unwrap();
    for number in 1..30 {
        symlink(
            format!("link {}", number - 1),
            at(&format!("link {number}")),
        )
        .unwrap();
    }
    let saved = disk::save(&at("link 29"), NEW.as_bytes(), None).unwrap();
    assert_eq!((saved.path, saved.in_place), (at("a.md"), None));
    assert!(fs::symlink_metadata(at("link 29")).unwrap().is_symlink());

    fs::hard_link(place.post(), at("other name")).unwrap();
    let saved = disk::save(&place.post(), OLD.as_bytes(), None).unwrap();
    assert_eq!(saved.in_place, Some(InPlace::HardLinks { links: 2 }));
    assert_eq!(fs::read_to_string(at("other name")).unwrap(), OLD);
}

/// Mode, owner, group and all attributes.
fn facts(path: &Path) -> (u32, u32, u32, Vec<(String, Vec<u8>)>) {
    let metadata = fs::metadata(path).unwrap();
    let mut attributes: Vec<(String, Vec<u8>)> = xattr::list(path)
        .unwrap()
        .map(|name| {
            let value = xattr::get(path, &name).unwrap().unwrap();
            (name.into_string().unwrap(), value)
        })
        .collect();
    attributes.sort();
    (metadata.mode(), metadata.uid(), metadata.gid(), attributes)
}
