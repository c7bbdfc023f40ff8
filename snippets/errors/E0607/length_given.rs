//@ compiles
//@ fixes thin_to_wide
fn main() {
    let byte = 3u8;
    let thin = &raw const byte;
    let wide = std::ptr::slice_from_raw_parts(thin, 1);
    println!("{}", wide.len());
}
