//@ error E0435
fn silence(seconds: usize) -> usize {
    let samples = [0_i16; seconds * 8000]; //~ E0435
    samples.len()
}

fn main() {
    println!("{} samples", silence(2));
}
