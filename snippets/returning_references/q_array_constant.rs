//@ compiles
fn opening_hours() -> &'static [u32] {
    &[9, 12, 18]
}

fn main() {
    println!("{:?}", opening_hours());
}
