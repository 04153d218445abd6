//! Serves pictures to the page and its preview, and nothing else.
//!
//! `faircopy-image://localhost/<entry number or "library">/<reference as written, percent-encoded>`.
//! The app resolves the reference beneath the posts folder and the blog and checks the bytes.

use faircopy_app::Desk;
use tauri::{
    Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Request, Response, StatusCode, header},
};

/// The scheme's name.
pub const SCHEME: &str = "faircopy-image";

/// Answers one request away from the main thread.
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands them over")]
pub fn serve<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let desk = context.app_handle().state::<Desk>().inner().clone();
    let path = request.uri().path().to_owned();
    tauri::async_runtime::spawn_blocking(move || {
        responder.respond(match desk.picture(&path) {
            Some(picture) => found(picture.bytes, picture.media_type),
            None => refused(),
        });
    });
}

fn found(bytes: Vec<u8>, media_type: &str) -> Response<Vec<u8>> {
    Response::builder()
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        // A drawing opened by itself must not run anything.
        .header(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        )
        .body(bytes)
        .unwrap_or_else(|_| refused())
}

fn refused() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
