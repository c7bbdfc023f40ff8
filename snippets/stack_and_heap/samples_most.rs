//@ compiles
//@ heap allocs=0
//@ fixes samples_array
const MOST: usize = 5 * 8000;

fn silence(seconds: usize) -> usize {
    let room = [0_i16; MOST];
    let samples = &room[..seconds * 8000];
    samples.len()
}

fn main() {
    println!("{} samples", silence(2));
}
