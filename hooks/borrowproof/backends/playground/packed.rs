// How the driver's answer is written; `packing.py` reads it. This stands behind `driver.rs`, whose names it uses.

const SHORTEST: usize = 6; // bytes that are worth being copied

/// Text with its length before it, in bytes.
fn put(answer: &mut Vec<u8>, text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    answer.extend(format!("{}:{text},", text.len()).into_bytes());
}

fn checksum(text: &str) -> u64 {
    text.bytes().fold(0xcbf29ce484222325, |sum, byte| (sum ^ byte as u64).wrapping_mul(0x100000001b3))
}

/// Text with what was there before left out: in turn the number of new bytes, these, the number of bytes that are
/// copied, and from how far behind (LZ77). `last` tells where bytes like those were that begin at some place.
struct Packed {
    plain: Vec<u8>,
    packed: Vec<u8>,
    last: Vec<usize>,
}

impl Packed {
    fn new() -> Packed {
        Packed { plain: Vec::new(), packed: Vec::new(), last: vec![usize::MAX; 1 << 16] }
    }

    /// Whether the text was added: not where more than `room` bytes of base64 would have to be sent.
    fn add(&mut self, text: &[u8], room: usize) -> bool {
        let (before, sent) = (self.plain.len(), self.packed.len());
        self.plain.extend(text);
        let (mut start, mut at) = (before, before);
        while at + SHORTEST <= self.plain.len() {
            match self.earlier(at) {
                Some(earlier) => {
                    let alike = self.alike(earlier, at);
                    self.copy(start, at, alike, at - earlier);
                    at += alike;
                    start = at;
                }
                None => at += 1,
            }
        }
        self.copy(start, self.plain.len(), 0, 0);
        let fits = self.packed.len() / 3 * 4 < room;
        if !fits {
            self.plain.truncate(before);
            self.packed.truncate(sent);
        }
        fits
    }

    fn earlier(&mut self, at: usize) -> Option<usize> {
        let bytes = self.plain[at..at + SHORTEST].iter();
        let slot = bytes.fold(0usize, |sum, &byte| (sum ^ byte as usize).wrapping_mul(0x9e37_79b1)) >> 8 & 0xffff;
        let earlier = std::mem::replace(&mut self.last[slot], at);
        (earlier < at && self.alike(earlier, at) >= SHORTEST).then_some(earlier)
    }

    fn alike(&self, earlier: usize, at: usize) -> usize {
        self.plain[earlier..].iter().zip(&self.plain[at..]).take_while(|(one, other)| one == other).count()
    }

    fn copy(&mut self, start: usize, end: usize, length: usize, behind: usize) {
        varint(&mut self.packed, end - start);
        self.packed.extend_from_slice(&self.plain[start..end]);
        varint(&mut self.packed, length);
        varint(&mut self.packed, behind);
    }
}

/// Seven bits a byte, the lowest first; all bytes but the last have the eighth.
fn varint(packed: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        packed.push(value as u8 | 0x80);
        value >>= 7;
    }
    packed.push(value as u8);
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0, |bits, &byte| bits << 8 | byte as usize) << (8 * (3 - three.len()));
        for digit in 0..4 {
            let shown = digit <= three.len();
            text.push(if shown { DIGITS[bits >> (18 - 6 * digit) & 63] as char } else { '=' });
        }
    }
    text
}
