//@ compiles
//@ fixes two_mutable
fn main() {
    let mut level = 3;
    let place = &raw mut level;
    // SAFETY: `level` lives, and nobody else uses it meanwhile.
    unsafe {
        *place += 1;
        *place += 1;
    }
    println!("{level}");
}
