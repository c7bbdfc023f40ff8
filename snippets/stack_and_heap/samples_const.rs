//@ compiles
//@ heap allocs=0
//@ fixes samples_array
fn silence<const SAMPLES: usize>() -> usize {
    let samples = [0_i16; SAMPLES];
    samples.len()
}

fn main() {
    println!("{} samples", silence::<{ 2 * 8000 }>());
}
