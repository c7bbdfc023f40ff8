//@ error E0384
fn cut(width: u32) -> u32 {
    if width > 80 {
        width = 80; //~ E0384
    }
    width
}

fn main() {
    println!("{}", cut(90));
}
