//! The little HTTP/1.1 that a WebDriver on this machine needs: one request a connection, JSON both ways.

use serde_json::Value;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::time::Duration;

/// Opening an entry of 20 MB is the slowest thing a journey asks for.
const ANSWER_WITHIN: Duration = Duration::from_mins(2);

/// Sends one request and gives the body of the answer.
pub fn request(port: u16, method: &str, path: &str, body: Option<&Value>) -> io::Result<String> {
    let mut stream = TcpStream::connect(SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(ANSWER_WITHIN))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    read_answer(&mut stream)
}

fn read_answer(stream: &mut impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 16 * 1024];
    loop {
        if let Some((from, length)) = body_of(&bytes)
            && bytes.len() >= from + length
        {
            return text(&bytes[from..from + length]);
        }
        match stream.read(&mut chunk)? {
            0 => {
                let from = head_end(&bytes).ok_or(io::ErrorKind::UnexpectedEof)?;
                return text(&bytes[from..]);
            }
            count => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}

fn text(bytes: &[u8]) -> io::Result<String> {
    String::from_utf8(bytes.to_vec())
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Where the body starts and how long it is, once the head is here and says so.
fn body_of(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = head_end(bytes)?;
    let head = std::str::from_utf8(&bytes[..from]).ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    })?;
    Some((from, length))
}

fn head_end(bytes: &[u8]) -> Option<usize> {
    let at = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(at + 4)
}

/// A port that nobody listens on now.
pub fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::read_answer;

    fn check(answer: &str, expect: &str) {
        let body = read_answer(&mut answer.as_bytes()).expect("an answer");
        assert_eq!(body, expect, "{answer:?}");
    }

    #[test]
    fn the_body_ends_where_its_length_or_the_connection_says() {
        check("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "{}");
        check("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{} more", "{}");
        check(
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":1}",
            "{\"a\":1}",
        );
    }

    #[test]
    fn an_answer_that_breaks_off_in_its_head_is_an_error() {
        assert!(read_answer(&mut "HTTP/1.1 200".as_bytes()).is_err());
    }
}
