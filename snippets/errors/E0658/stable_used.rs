//@ compiles
//@ fixes feature_used
fn main() {
    let wide = (3u8, 4u8);
    println!("{} {}", wide.0, wide.1);
}
