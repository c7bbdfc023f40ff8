//@ error E0658
fn main() {
    let wide = (3u8, 4u8);
    let yes: ! = panic!("{} {}", wide.0, wide.1); //~ E0658
}
