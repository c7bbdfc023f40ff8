//@ error E0499 E0515
fn make<'a>() -> &'a str { let s = String::from("x"); s.as_str() }
fn cursor(buf: &mut [u8]) -> (&mut u8, &mut u8) { let (a, b) = buf.split_at_mut(1); (&mut a[0], &mut b[0]) }
fn twice(buf: &mut [u8]) -> (&mut u8, &mut u8) { (&mut buf[0], &mut buf[1]) }
fn main() { let mut b = [1, 2]; let (x, y) = cursor(&mut b); std::mem::swap(x, y); twice(&mut b); println!("{}", make()); }
