//@ compiles no_run
fn main() {
    let samples = [0u8; 64 << 20];
    println!("{}", samples.len());
}
