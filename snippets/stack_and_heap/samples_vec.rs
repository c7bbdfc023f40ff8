//@ compiles
//@ heap allocs=1 leaked=0
//@ fixes samples_array
fn silence(seconds: usize) -> usize {
    let samples = vec![0_i16; seconds * 8000];
    samples.len()
}

fn main() {
    println!("{} samples", silence(2));
}
