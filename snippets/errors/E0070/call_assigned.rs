//@ error E0070
fn level() -> u32 {
    3
}

fn main() {
    level() = 4; //~ E0070
}
